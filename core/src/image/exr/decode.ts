import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import { stopIfAborted } from "../../abort.ts";
import { NeuroveilError } from "../../errors.ts";
import { ByteReader } from "../byte-reader.ts";
import { carried } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle, tailOf } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import {
  b44,
  compressions,
  otherCompressions,
  type Block,
  type Compression,
} from "./compression.ts";
import { chunkCount, chunksOf, type Chunk } from "./chunks.ts";
import { channelOrder, readHeader, type ExrHeader } from "./header.ts";
import { half, uint } from "./sample-types.ts";

/**
 * Decodes an OpenEXR image of rows or tiles whose channels have one kind of samples (half, float or 32-bit),
 * without compression or with RLE, ZIP, PIZ, PXR24 or B44. Its header is kept, so that one without compression is made again.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
export async function decodeExr(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const header = readHeader(file);
  const { width, height, channels, end } = header;
  const compression = compressions.get(header.compression);
  if (compression === undefined) {
    const name = otherCompressions.get(header.compression) ?? `method ${header.compression}`;
    throw keptAsFile(`an OpenEXR image compressed by ${name}`, "one compressed by another");
  }
  if (b44.has(header.compression) && channels.some(({ linear }) => linear)) {
    throw keptAsFile("an OpenEXR image of logarithms compressed by B44", "one of samples");
  }
  const [{ type }] = channels as [(typeof channels)[number]];
  const size = type === half ? 2 : 4;
  const length = boundedSize({ width, height, channels: channels.length * size, bits: 8 }, options);
  const blocks = chunkCount(header, compression.rows);
  const offsets = new ByteReader(file, "OpenEXR", { little: true }, end);
  offsets.bytes(8 * blocks);
  offsets.at = end;
  // Before memory is taken on the file's word.
  if (length > (file.length - end) * compression.expansion) throw damaged("OpenEXR", missing);
  const data = new Uint8Array(length);
  let last = end + 8 * blocks;
  for (const chunk of chunksOf(header, compression.rows)) {
    stopIfAborted(options.signal);
    const offset = offsets.u32() + 2 ** 32 * offsets.u32();
    const reader = new ByteReader(file, "OpenEXR", { little: true }, offset);
    if (chunk.place.some((number) => reader.i32() !== number)) {
      throw damaged("OpenEXR", "the order of its rows");
    }
    const packed = reader.bytes(reader.u32());
    last = Math.max(last, reader.at);
    const block: Block = {
      width: chunk.width,
      rows: chunk.rows,
      channels: channels.length,
      size,
      type,
      bytes: chunk.width * chunk.rows * channels.length * size,
    };
    const raw = await unpacked(packed, block, compression);
    await inTurns(toSamples(raw, block, chunk, header, data), options.signal);
  }
  settle("OpenEXR", tailOf(file.subarray(last), "its rows"), options);
  const kind = type === uint ? "unsigned" : "float";
  const layout = { channels: channels.length, bits: 8 * size, kind, pages: 1 } as const;
  const origin = { format: "exr", fields: { head: plainHead(file, header) } };
  return await inTurns(carried({ width, height, layout, data }, origin, { metadata: {} }));
}

const missing = "some of its samples are missing";

async function unpacked(
  packed: Uint8Array,
  block: Block,
  compression: Compression,
): Promise<Uint8Array> {
  // What compression would make longer is stored as it is.
  if (packed.length === block.bytes) return packed;
  let raw: Uint8Array;
  try {
    raw = await compression.unpack(packed, block);
  } catch (cause) {
    if (cause instanceof NeuroveilError) throw cause;
    throw damaged("OpenEXR", "its compressed data is damaged", cause);
  }
  if (raw.length !== block.bytes) throw damaged("OpenEXR", missing);
  return raw;
}

/** Rows of one channel after another, little-endian, to interleaved samples, big-endian. */
function* toSamples(
  raw: Uint8Array,
  block: Block,
  chunk: Chunk,
  header: ExrHeader,
  data: Uint8Array,
): Steps {
  const { width, rows, channels, size } = block;
  const order = channelOrder(header.channels);
  const step = channels * size;
  const few = Math.ceil(stepBytes / (width * step));
  for (let y = 0; y < rows; y++) {
    if (y % few === 0) yield;
    for (const [to, from] of order.entries()) {
      let source = (y * channels + from) * width * size;
      let target = ((chunk.y + y) * header.width + chunk.x) * step + to * size;
      for (let x = 0; x < width; x++, source += size, target += step) {
        for (let byte = 0; byte < size; byte++)
          data[target + byte] = raw[source + size - 1 - byte]!;
      }
    }
  }
}

/** The header of the same image without compression. */
function plainHead(file: Uint8Array, { end, compressionAt, lineOrderAt }: ExrHeader): Uint8Array {
  const head = file.slice(0, end);
  head[compressionAt] = 0;
  // From the top down.
  head[lineOrderAt] = 0;
  return head;
}
