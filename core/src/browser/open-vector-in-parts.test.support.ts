import { fileOf } from "../bytes/random-access.ts";
import { openStream } from "../container/open/open-stream.ts";
import { toMilliseconds } from "../container/record/origin.ts";
import { NeuroveilError } from "../errors.ts";
import { createKeyRing, parseKeyFile } from "../keys/index.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import type { Vector } from "../vectors/vector.ts";
import { encodeBase64, inJson } from "./open-vector.test.support.ts";

/**
 * Opens a vector in parts.
 * @returns what came of it in the form of `Vector.expect`; undefined where it has to be opened as a whole
 */
export async function openVectorInParts({ open, container }: Vector): Promise<unknown> {
  const { key, identities, passphrase, bare, unverified, preview } = open;
  if (unverified || preview) return undefined;
  let warnings = 0;
  const bytes = decodeBase64(container);
  try {
    const keys = createKeyRing({
      key: key === undefined ? key : parseKeyFile(key),
      identities,
      passphrase,
    });
    const opened = await openStream(fileOf(bytes), {
      keys,
      bare,
      passes: 2,
      threads: 1,
      onWarning: () => warnings++,
    });
    if (typeof opened === "string") return undefined;
    const parts: Uint8Array[] = [];
    for await (const part of opened.bands()) parts.push(part.slice());
    const data = new Uint8Array(Buffer.concat(parts));
    const { header, record } = opened;
    const { cipher, protection } = header;
    const about = record.payload === "file" ? record : record.images[0];
    const { name = null, modified } = about;
    const time = modified === undefined ? {} : { modified: toMilliseconds(modified) };
    const common = { cipher, protection, name, ...time, warnings };
    if (record.payload === "file") {
      const content = data.subarray(0, record.length);
      return { ...common, payload: "file", bytes: encodeBase64(content) };
    }
    const { bits, colour, metadata } = record.images[0];
    const { width, height, channels } = header;
    const image = await inJson({ width, height, channels, bits, colour, data, metadata });
    return { ...common, payload: "pixels", image };
  } catch (error) {
    if (error instanceof NeuroveilError) return { error: error.code };
    throw error;
  }
}
