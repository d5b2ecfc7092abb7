import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { drawScene } from "../datasets/scene.ts";
import { measuredCiphers } from "./measured-ciphers.ts";
import type { Findings, StudySettings } from "./study.ts";

/** What native keys are drawn from; the recorded runs share it. */
const secret = Uint8Array.of(2, 7, 1, 8, 2, 8, 1, 8);

/** A section with a row for every cipher, measured on a drawn scene. */
export async function overCiphers(
  { quick, onProgress }: StudySettings,
  row: (cipher: Cipher, image: Image, secret: Uint8Array) => Promise<string>,
  section: (rows: readonly string[], image: Image) => string,
): Promise<Findings> {
  const image = drawScene(0, quick ? 32 : 64);
  const measured = measuredCiphers(quick);
  const rows: string[] = [];
  for (const [i, cipher] of measured.entries()) {
    onProgress?.(i / measured.length, cipher.id);
    rows.push(await row(cipher, image, secret));
  }
  return { section: section(rows, image) };
}
