import { NeuroveilError } from "../../errors.ts";
import { adler32 } from "../../image/png/checksums.ts";
import { decodeImage } from "../../image/decode.ts";
import { fileOfChunks } from "../../image/png/chunks.ts";
import type { Run } from "../../ciphers/cipher.ts";
import { copyBytes, copyInSteps } from "../../bytes/shared-memory.ts";
import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import { blockHeadBytes, CarrierLayout, chunkFrameBytes, chunkHeadBytes } from "./layout.ts";
import type { Carrier } from "./carrier.ts";
import { rasterBytes } from "../shape/geometry.ts";
import { workBuffer } from "../memory/work-buffer.ts";

// Between two pauses: rows whose filter byte is looked at, deflate blocks that are summed up, and what
// copying a row costs beyond its bytes.
const [stepRows, stepBlocks, rowCost] = [1 << 14, 8, 1 << 8];

/** Where IHDR's content stands in every PNG, and its length. */
const [ihdrStart, ihdrBytes] = [16, 13];

/** Deflate makes at most 258 bytes of two bits (RFC 1951, 3.2.5). */
const mostExpansion = 1032;

/**
 * The samples of a carrier whose geometry was checked, in a buffer that a cipher can work on. Pixel
 * data as the writer stores them are copied; whatever another tool made of them goes through the
 * general PNG reader.
 * @param run how many threads the cipher may use
 * @throws NeuroveilError "broken" when the pixel data are damaged
 */
export async function readSamples(
  carrier: Carrier,
  { threads, signal }: Pick<Run, "threads" | "signal"> = {},
): Promise<Uint8Array> {
  const size = rasterBytes(carrier.geometry);
  const layout = new CarrierLayout(carrier.geometry);
  const stored = await inTurns(storedData(carrier, layout), signal);
  if (stored !== undefined) {
    await inTurns(checkAdler(stored, layout), signal);
    const samples = workBuffer(size, threads);
    await inTurns(copyStored(stored, layout, samples), signal);
    return samples;
  }
  checkPlausible(
    carrier.data.reduce((sum, chunk) => sum + chunk.length, 0),
    layout,
  );
  const image = await decodeImage(await inTurns(pixelsAlone(carrier), signal), {
    maxBytes: size,
    signal,
  });
  if (image.data.length !== size) {
    throw new NeuroveilError("broken", {
      expected: `${size} bytes of samples in the carrier`,
      got: image.data.length,
    });
  }
  const samples = workBuffer(size, threads);
  await inTurns(copyInSteps(image.data, samples), signal);
  return samples;
}

/**
 * A PNG of the carrier's pixels and nothing else: a colour key or an animation that a tool has added would be
 * other samples, and is none of the container's.
 */
function pixelsAlone({ file, data }: Carrier): Steps<Uint8Array> {
  const header = file.subarray(ihdrStart, ihdrStart + ihdrBytes);
  return fileOfChunks([
    { type: "IHDR", parts: [header] },
    ...data.map((part) => ({ type: "IDAT", parts: [part] })),
    { type: "IEND", parts: [] },
  ]);
}

/** Refuses dimensions that the pixel data cannot fill, before memory is set aside for them. */
export function checkPlausible(compressed: number, layout: CarrierLayout): void {
  if (compressed * mostExpansion >= layout.filteredBytes) return;
  throw new NeuroveilError("broken", {
    expected: `pixel data for ${layout.filteredBytes} bytes in the carrier`,
    got: `${compressed} bytes`,
  });
}

/** The IDAT chunks with their frames, when they are cut and stored exactly as the writer does. */
function* storedData(carrier: Carrier, layout: CarrierLayout): Steps<Uint8Array | undefined> {
  const { file, data, interlaced, geometry } = carrier;
  if (interlaced || data.length !== layout.chunks) return undefined;
  const start = data[0]!.byteOffset - chunkHeadBytes - file.byteOffset;
  const bytes = file.subarray(start, start + layout.totalBytes);
  const inPlace = data.every((chunk, i) => {
    const { start: before, length } = layout.chunk(i);
    return (
      chunk.byteOffset === bytes.byteOffset + before + chunkHeadBytes &&
      chunk.length === length - chunkFrameBytes
    );
  });
  if (!inPlace) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(chunkHeadBytes) !== 0x7801) return undefined;
  for (let i = 0; i < layout.blocks; i++) {
    const { offset, length, last } = layout.block(i);
    const head = offset - blockHeadBytes;
    const same =
      view.getUint8(head) === (last ? 1 : 0) &&
      view.getUint16(head + 1, true) === length &&
      view.getUint16(head + 3, true) === (~length & 0xffff);
    if (!same) return undefined;
  }
  for (let row = 0; row < geometry.height; row++) {
    if (row % stepRows === 0) yield;
    if (bytes[layout.offset(row * layout.strideBytes)] !== 0) return undefined;
  }
  return bytes;
}

function* checkAdler(bytes: Uint8Array, layout: CarrierLayout): Steps {
  let adler = 1;
  for (let i = 0; i < layout.blocks; i++) {
    if (i % stepBlocks === 0) yield;
    const { offset, length } = layout.block(i);
    adler = adler32(bytes.subarray(offset, offset + length), adler);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(layout.adler.offset) === adler) return;
  throw new NeuroveilError("broken", {
    expected: "intact pixel data in the carrier",
    got: "some with a wrong Adler-32 sum",
  });
}

function* copyStored(bytes: Uint8Array, layout: CarrierLayout, samples: Uint8Array): Steps {
  const few = Math.ceil(stepBytes / (layout.strideBytes + rowCost));
  let done = 0;
  const copy = (index: number, length: number): void => {
    const offset = layout.offset(index);
    copyBytes(bytes.subarray(offset, offset + length), samples.subarray(done));
    done += length;
  };
  for (let row = 0; done < samples.length; row++) {
    if (row % few === 0) yield;
    layout.eachPiece(row, copy);
  }
}
