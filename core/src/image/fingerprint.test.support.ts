import { inflateSync } from "node:zlib";
import { concat } from "../bytes/arrays.ts";
import { sha256Hex } from "../bytes/sha256.ts";
import { chunkBytes, readChunks } from "./png/chunks.ts";
import { formatOf } from "./formats.ts";

/**
 * SHA-256 of a file; of a PNG with its compressed data expanded, which versions of zlib pack in
 * different ways.
 */
export async function fingerprint(file: Uint8Array): Promise<string> {
  const format = formatOf(file)?.id;
  if (format !== "png" && format !== "apng") return await sha256Hex(file);
  const parts: Uint8Array[] = [];
  let compressed: Uint8Array[] = [];
  for (const { type, data } of readChunks(file)) {
    if (type === "IDAT") compressed.push(data);
    else if (type === "fdAT") compressed.push(data.subarray(4));
    else {
      if (compressed.length > 0) parts.push(inflateSync(concat(compressed)));
      compressed = [];
      // A profile is compressed as well, and frames are numbered with pieces of what is.
      const rest = type === "iCCP" ? data.subarray(0, data.indexOf(0)) : data;
      parts.push(chunkBytes(type, type === "fcTL" ? data.subarray(4) : rest));
    }
  }
  return await sha256Hex(concat(parts));
}
