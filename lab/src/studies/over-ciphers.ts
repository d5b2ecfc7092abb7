import { join } from "node:path";
import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherFingerprint } from "../attacks/cipher-fingerprint.ts";
import { drawScene } from "../datasets/scene.ts";
import { measuredCiphers } from "./measured-ciphers.ts";
import { keptLine, resumed } from "./resumed.ts";
import type { Findings, StudySettings } from "./study.ts";

/** What native keys are drawn from; the recorded runs share it. */
const secret = Uint8Array.of(2, 7, 1, 8, 2, 8, 1, 8);
/** Of a cipher's fingerprint, enough to tell it from what it was before a change. */
const versionDigits = 8;

/** A study that says the same of every cipher, a row each. */
export interface RowStudy {
  readonly id: string;
  readonly row: (cipher: Cipher, image: Image, secret: Uint8Array) => Promise<string>;
  readonly section: (rows: readonly string[], image: Image) => string;
}

/** Slow ciphers take a while for theirs. */
const fingerprints = new WeakMap<Cipher, Promise<string>>();

/** Under which a row is kept: a changed cipher has another name, and what was measured of it no longer counts. */
export async function rowName(cipher: Cipher): Promise<string> {
  const fingerprint = fingerprints.get(cipher) ?? cipherFingerprint(cipher);
  fingerprints.set(cipher, fingerprint);
  return `${cipher.id}@${(await fingerprint).slice(0, versionDigits)}`;
}

/**
 * A section with a row for every cipher, measured on a drawn scene. Rows are kept as they come, in
 * `studies/ID.jsonl`: the study can be stopped, and measures what is missing.
 */
export async function overCiphers(
  { id, row, section }: RowStudy,
  { quick, folder, onProgress }: StudySettings,
): Promise<Findings> {
  const image = drawScene(0, quick ? 32 : 64);
  const measured = measuredCiphers(quick);
  const file = `studies/${id}.jsonl`;
  // A quick run keeps nothing: its figures have no place among recorded ones.
  const record = folder === undefined || quick ? undefined : join(folder, file);
  const jobs = [];
  for (const cipher of measured)
    jobs.push({ name: await rowName(cipher), run: () => row(cipher, image, secret) });
  const pace = onProgress === undefined ? {} : { onDone: onProgress };
  const results = await resumed(record, jobs, undefined, pace);
  const rows = jobs.map(({ name }) => [name, results.get(name)!] as const);
  return {
    section: section(
      rows.map(([, text]) => text),
      image,
    ),
    ...(record !== undefined && {
      // Without rows of what ciphers were before.
      files: new Map([[file, rows.map(([name, text]) => keptLine(name, text)).join("")]]),
    }),
  };
}
