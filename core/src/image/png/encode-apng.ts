import { codecs } from "#codecs";
import { inTurns } from "../../turns.ts";
import { picturesOf } from "../carried.ts";
import { damaged } from "../damaged.ts";
import { sameDelays, takeFrame } from "../frames.ts";
import { bytesPerSample, type Image, type PngOrigin } from "../image.ts";
import { originBytes } from "../origin.ts";
import { fileOfChunks, type ChunkParts } from "./chunks.ts";
import { chunkOf, chunksBeside, dataChunks, storedRows } from "./encode.ts";
import {
  controlBytes,
  delayOf,
  readControl,
  writeControl,
  type FrameControl,
} from "./frame-control.ts";
import { headerBytes, type PngHeader } from "./header.ts";
import type { PixelRows } from "../pixel-rows.ts";

/**
 * Encodes pages as an animated PNG, in the form that the image had as PNG where the samples fit it.
 * @throws NotPixels "broken" where what was kept of the animation does not fit the samples
 */
export async function encodeApng(
  image: Image,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const { width, height, layout, data } = await inTurns(picturesOf(image), signal);
  const { plays, still } = image.metadata.origin?.fields ?? {};
  const controls = readControls(image, { width, height }, layout.pages);
  const pixel = image.channels * bytesPerSample(image.bits);
  const pageBytes = data.length / layout.pages;
  const frames: Image[] = [];
  for (const [i, control] of controls.entries()) {
    const page = data.subarray(i * pageBytes, (i + 1) * pageBytes);
    const own = await inTurns(takeFrame(page, control, width, pixel), signal);
    frames.push({ ...image, width: control.width, height: control.height, data: own });
  }
  const { header, origin, rows } = await inOneForm(frames, signal);
  const beside = await chunksBeside(image.metadata, origin);
  const pixels: ChunkParts[] = [];
  let number = 0;
  for (const [i, frame] of rows.entries()) {
    const shown = still !== 1 || i > 0;
    if (shown) pixels.push(numbered("fcTL", number++, [writeControl(controls[i]!)]));
    const compressed = dataChunks(await codecs.deflateRows(frame, { signal }));
    if (i === 0) pixels.push(...compressed);
    else pixels.push(...compressed.map(({ parts }) => numbered("fdAT", number++, parts)));
  }
  const whole: PngHeader = { ...header, width, height };
  const total = controls.length - (still === 1 ? 1 : 0);
  const chunks: ChunkParts[] = [
    chunkOf({ type: "IHDR", data: headerBytes(whole) }),
    { type: "acTL", parts: [word(total), word(typeof plays === "number" ? plays : 0)] },
    ...beside.before,
    ...pixels,
    ...beside.after,
    chunkOf({ type: "IEND", data: new Uint8Array() }),
  ];
  return await inTurns(fileOfChunks(chunks), signal);
}

function readControls(
  image: Image,
  screen: { readonly width: number; readonly height: number },
  pages: number,
): FrameControl[] {
  const bytes = originBytes(image, "frames");
  const { plays, still } = image.metadata.origin?.fields ?? {};
  const fits =
    bytes?.length === pages * controlBytes &&
    (plays === undefined || (typeof plays === "number" && plays >= 0 && plays < 2 ** 32)) &&
    (still === undefined || still === 0 || (still === 1 && pages > 1));
  if (!fits) throw damaged("animation", "what was kept of it");
  const controls = Array.from({ length: pages }, (_, i) =>
    readControl(bytes.subarray(i * controlBytes, (i + 1) * controlBytes), screen),
  );
  const { width, height } = controls[0]!;
  const whole = width === screen.width && height === screen.height;
  if (!whole || !sameDelays(controls.map(delayOf), image.metadata.delays)) {
    throw damaged("animation", "what was kept of it");
  }
  return controls;
}

/** The rows of all frames in the original's form, or of all in the plain one. */
async function inOneForm(
  frames: readonly Image[],
  signal: AbortSignal | undefined,
): Promise<Stored & { readonly rows: PixelRows[][] }> {
  const stored: (Stored & { readonly rows: PixelRows[] })[] = [];
  for (const frame of frames) stored.push(await inTurns(storedRows(frame), signal));
  if (frames[0]!.metadata.png !== undefined && stored.some(({ origin }) => origin === undefined)) {
    return await inOneForm(frames.map(withoutForm), signal);
  }
  const { header, origin } = stored[0]!;
  const alike = stored.every(({ header: { colourType, depth } }) => {
    return colourType === header.colourType && depth === header.depth;
  });
  if (!alike) throw damaged("animation", "its samples");
  return { header, origin, rows: stored.map(({ rows }) => rows) };
}

interface Stored {
  readonly header: PngHeader;
  readonly origin: PngOrigin | undefined;
}

function withoutForm(image: Image): Image {
  const { png: _, ...metadata } = image.metadata;
  return { ...image, metadata };
}

function numbered(type: string, number: number, parts: readonly Uint8Array[]): ChunkParts {
  return { type, parts: [word(number), ...parts] };
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
