import { readSamples } from "./carrier-read.ts";
import { CarrierWriter } from "./carrier-write.ts";
import { readCarrier } from "./carrier.ts";
import { decodeContent, encodeContent, type ChunkContent } from "./chunk-content.ts";
import { rasterBytes, type Geometry } from "./geometry.ts";

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

export async function forge(file: Uint8Array, forgery: Forgery): Promise<Uint8Array> {
  const carrier = readCarrier(file);
  const samples = await readSamples(carrier);
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
  const writer = new CarrierWriter(geometry, content.length);
  writer.writeRows(0, rows);
  return writer.finish(content);
}
