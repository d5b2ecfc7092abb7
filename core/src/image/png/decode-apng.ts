import { concat } from "../../bytes/arrays.ts";
import { abandonable } from "../../abort.ts";
import { inTurns } from "../../turns.ts";
import { carried } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import { boundedPages, placeFrame } from "../frames.ts";
import { bytesPerSample, type Image } from "../image.ts";
import { settle, tailOf } from "../leftover.ts";
import type { Layout } from "../origin.ts";
import { readAnimation } from "./animation.ts";
import { behindEnd, chunkSteps } from "./chunks.ts";
import { colourSteps, expandData, originOf, pixelShape, readMetadata } from "./decode.ts";
import { delayOf, writeControl } from "./frame-control.ts";
import { readHeader } from "./header.ts";
import { restoreSamples } from "./samples.ts";
import { sortChunks } from "./structure.ts";

/** What an animation adds to a PNG. */
const animationChunks: ReadonlySet<string> = new Set(["acTL", "fcTL", "fdAT"]);

/**
 * Decodes an animated PNG: each frame becomes a page, where it is shown on a screen of zeros, as it is
 * stored and not drawn over what was there before.
 */
export async function decodeApng(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const { signal } = options;
  const chunks = await inTurns(chunkSteps(file), signal);
  const header = readHeader(chunks[0]!.data);
  const { width, height } = header;
  const { plays, frames, still } = readAnimation(chunks, header);
  const sorted = sortChunks(
    chunks.filter(({ type }) => !animationChunks.has(type)),
    header,
  );
  const { palette, transparency, others, leftovers } = sorted;
  const { channels, bits, colour } = pixelShape(header, transparency);
  const screen = { width, height, channels, bits };
  const data = new Uint8Array(boundedPages(screen, frames.length, "an animated PNG", options));
  const pageBytes = data.length / frames.length;
  const pixel = channels * bytesPerSample(bits);
  for (const [i, { control, parts }] of frames.entries()) {
    const own = { ...header, width: control.width, height: control.height };
    const { filtered, rest } = await abandonable(expandData(parts, own), signal);
    if (rest.length > 0) throw damaged("animation", "data stands behind a frame");
    const stored = await inTurns(restoreSamples(own, filtered), signal);
    const { data: pixels } = await inTurns(colourSteps(own, stored, palette, transparency), signal);
    const page = data.subarray(i * pageBytes, (i + 1) * pageBytes);
    await inTurns(placeFrame(pixels, control, page, width, pixel), signal);
  }
  leftovers.push(
    ...tailOf(chunks.at(-1)!.data, "its chunks, in IEND"),
    ...tailOf(behindEnd(file, chunks), "its end (IEND)"),
  );
  settle("PNG", leftovers, options);
  const { metadata, verbatim } = await readMetadata(others);
  const controls = frames.map(({ control }) => control);
  const layout: Layout = { channels, bits, kind: "unsigned", pages: frames.length };
  const origin = {
    format: "apng",
    fields: { plays, still: still ? 1 : 0, frames: concat(controls.map(writeControl)) },
  };
  const about = {
    colour,
    metadata: {
      ...metadata,
      png: originOf(header, palette, transparency, verbatim),
      delays: controls.map(delayOf),
    },
  };
  return await inTurns(carried({ width, height, layout, data }, origin, about), signal);
}
