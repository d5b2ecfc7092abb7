import { chunkBytes, pngSignature, readChunks } from "../image/png/chunks.ts";
import { rowBytes } from "../ciphers/raster.ts";
import { deriveSubkeys } from "../keys/subkeys.ts";
import { sha256 } from "../bytes/sha256.ts";
import { readSamples } from "./carrier/read.ts";
import { inMemory } from "./carrier/target.ts";
import { CarrierWriter } from "./carrier/write.ts";
import { readCarrier, type Carrier } from "./carrier/carrier.ts";
import {
  decodeContent,
  encodeContent,
  hashBeside,
  type ChunkContent,
} from "./header/chunk-content.ts";
import { rasterBytes, type Geometry } from "./shape/geometry.ts";
import { decodeHeader, encodeHeader, type Header } from "./header/header.ts";
import { macInput } from "./header/unlock.ts";

/** What an attacker changes in a container; all checksums are made right again. */
export interface Forgery {
  /** The private chunk as bytes. */
  readonly bytes?: (content: Uint8Array) => Uint8Array;
  /** The private chunk's parts. */
  readonly parts?: (content: ChunkContent) => Partial<ChunkContent>;
  /** The carrier's samples, in place. */
  readonly samples?: (samples: Uint8Array) => void;
  /** The carrier's shape; samples are cut or padded. */
  readonly geometry?: Partial<Geometry>;
}

/** A container's parts, copied. */
export async function dissect(
  file: Uint8Array,
): Promise<{ geometry: Geometry; parts: ChunkContent; samples: Uint8Array }> {
  const carrier = readCarrier(file);
  const samples = new Uint8Array(await readSamples(carrier));
  return { geometry: carrier.geometry, parts: decodeContent(carrier.content), samples };
}

export async function forge(file: Uint8Array, forgery: Forgery): Promise<Uint8Array> {
  return await (
    await forgerOf(file)
  )(forgery);
}

/** Makes forgeries of a file that is read once. */
export async function forgerOf(
  file: Uint8Array,
): Promise<(forgery: Forgery) => Promise<Uint8Array>> {
  const carrier = readCarrier(file);
  const samples = new Uint8Array(await readSamples(carrier));
  return (forgery) => forged(carrier, samples.slice(), forgery);
}

async function forged(
  carrier: Pick<Carrier, "geometry" | "content">,
  samples: Uint8Array,
  forgery: Forgery,
): Promise<Uint8Array> {
  forgery.samples?.(samples);
  const geometry = { ...carrier.geometry, ...forgery.geometry };
  const rows = new Uint8Array(rasterBytes(geometry));
  rows.set(samples.subarray(0, rows.length));
  let content = new Uint8Array(carrier.content);
  if (forgery.parts) {
    const parts = decodeContent(content);
    content = new Uint8Array(encodeContent({ ...parts, ...forgery.parts(parts) }));
  }
  if (forgery.bytes) content = new Uint8Array(forgery.bytes(content));
  const { bytes } = await inMemory(async (target) => {
    const writer = new CarrierWriter(geometry, content.length, target);
    await writer.writeRows(0, rows);
    await writer.finish(content);
  });
  return bytes;
}

/**
 * A container whose header and IHDR claim something else, with a right MAC: what a sender can do who
 * has the key. The pixel data stay; chunks have whole rows unless told.
 */
export async function claim(
  file: Uint8Array,
  contentKey: Uint8Array,
  change: Partial<Header>,
): Promise<Uint8Array> {
  const { content } = readCarrier(file);
  const parts = decodeContent(content);
  const shape = { ...decodeHeader(parts.header), ...change };
  const header = { ...shape, chunkBytes: change.chunkBytes ?? rowBytes(shape) };
  const bytes = encodeHeader(header);
  const subkeys = await deriveSubkeys(contentKey, header.nonce, header);
  const input = macInput(await sha256(bytes), await hashBeside(parts));
  const mac = await crypto.subtle.sign("HMAC", await subkeys.mac("header-mac"), input);
  const forged = encodeContent({ ...parts, header: bytes, mac: new Uint8Array(mac) });
  const chunks = readChunks(file).map(({ type, data }) => {
    if (type === "veIl") return chunkBytes(type, forged);
    if (type !== "IHDR") return chunkBytes(type, data);
    const ihdr = new Uint8Array(data);
    const view = new DataView(ihdr.buffer);
    view.setUint32(0, header.width);
    view.setUint32(4, header.height);
    return chunkBytes(type, ihdr);
  });
  return Buffer.concat([pngSignature, ...chunks]);
}
