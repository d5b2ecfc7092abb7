import { NeuroveilError } from "../../errors.ts";
import type { ColourModel } from "../../image/image.ts";
import type { ChunkContent } from "../header/chunk-content.ts";
import { rasterBytes } from "../shape/geometry.ts";
import type { Header } from "../header/header.ts";
import { decodeRecord, type SealedRecord } from "./record.ts";
import { openBox } from "../box/sealed-box.ts";
import type { Unlocked } from "../header/unlock.ts";

/**
 * Unseals the record that came with an image. What it says of the pixels stands nowhere else: without it
 * CMYK is taken for RGBA, 12 bits for 16, and two images for one.
 * @param warn of an unverified bare image, which does without: told what is lost. Not of a file, whose
 *   length stands in the record alone
 * @throws NeuroveilError "tampered" when its tag does not match, "broken" when it is authentic and malformed
 */
export async function openRecord(
  content: ChunkContent,
  { header, headerHash, subkeys }: Unlocked,
  warn?: (message: string) => void,
): Promise<SealedRecord> {
  const key = await subkeys.gcm("metadata");
  let plain: Uint8Array;
  try {
    plain = await openBox(key, headerHash, content.record, "metadata");
  } catch (error) {
    const lost = error instanceof NeuroveilError && error.code === "tampered";
    if (!lost || header.protection !== "bare" || header.payload === "file") throw error;
    if (warn === undefined) throw error;
    warn(
      "the sealed metadata do not match their tag; going on without them: colours, depth and number of images are a guess",
    );
    return carrierRecord(header);
  }
  return decodeRecord(plain, header);
}

const carrierColours: readonly ColourModel[] = ["gray", "gray-alpha", "rgb", "rgba"];

/** What the carrier alone tells of its content, and the name that it goes by, where that is known. */
export function carrierRecord(header: Header, name?: string): SealedRecord {
  // Of noise, all of it.
  if (header.payload === "file") return { payload: "file", name, length: rasterBytes(header) };
  const colour = carrierColours[header.channels - 1]!;
  return {
    payload: "pixels",
    images: [{ name, bits: 8 * header.bytesPerSample, colour, metadata: {} }],
  };
}
