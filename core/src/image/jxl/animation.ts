import { concat } from "../../bytes/arrays.ts";
import { stopIfAborted } from "../../abort.ts";
import { inTurns, pause } from "../../turns.ts";
import { carried } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import { boundedPages, mostFrames } from "../frames.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { keptAsFile } from "../not-pixels.ts";
import { delayOf as microseconds, writeControl, type FrameControl } from "../png/frame-control.ts";
import type { JxlContent } from "./container.ts";
import { readDrawing } from "./drawing.ts";
import type { JxlAnimation, JxlHeader } from "./header.ts";
import type { Oxide, OxideImage } from "./oxide.ts";
import { told, withImage } from "./render.ts";
import { delayOf, withSlowTicks } from "./ticks.ts";

/** Of all frames: the decoder keeps each that it has drawn, in 32 bits a sample. */
const mostSamples = 2 ** 29;

const what = "an animated JPEG XL image";

/**
 * Decodes an animation (ISO/IEC 18181-1, annex F): each frame that is shown becomes a page, as it is shown.
 * The decoder draws frames on those before them, so that every page fills the screen and an animated PNG
 * needs no rules of drawing. Frames without a duration are drawn into the next.
 */
export async function decodeAnimation(
  oxide: Oxide,
  content: JxlContent,
  header: JxlHeader & { readonly animation: JxlAnimation },
  options: DecodeOptions,
): Promise<Image> {
  const { width, height, bits, alpha, animation } = header;
  const channels = alpha ? 4 : 3;
  const bound = (frames: number): void => {
    if (frames > mostFrames) throw damaged("JPEG XL", `it has more than ${mostFrames} frames`);
    boundedPages({ width, height, channels, bits }, frames, what, options);
    if (channels * width * height * frames > mostSamples) {
      throw keptAsFile(
        `${what} of ${width} x ${height} and more frames than its decoder has memory for`,
        `at most ${mostSamples} samples in all frames`,
      );
    }
  };
  const stream = withSlowTicks(content.codestream, animation);
  const { first, data, delays } = await alone(() =>
    withImage(oxide, stream, bound, async (image) => {
      settle("JPEG XL image", leftoversOf(content, animation, image), options);
      return await drawPages(image, header, options);
    }),
  );
  const screen = { width: first.width, height: first.height };
  const controls = delays.map((delay): FrameControl => ({
    left: 0,
    top: 0,
    ...screen,
    delay,
    dispose: 0,
    blend: 0,
  }));
  const origin = {
    format: "jxl",
    decoder: `jxl-oxide ${oxide.version()}`,
    fields: { plays: animation.plays, frames: concat(controls.map(writeControl)) },
  };
  const pages = delays.length;
  const layout = { channels: first.channels, bits, kind: "unsigned", pages } as const;
  const about = {
    colour: first.colour,
    metadata: { ...content.metadata, ...first.metadata, delays: controls.map(microseconds) },
  };
  return await inTurns(carried({ ...screen, layout, data }, origin, about), options.signal);
}

function leftoversOf(
  { leftovers }: JxlContent,
  { timecodes }: JxlAnimation,
  { numLoadedKeyframes: frames }: OxideImage,
): JxlContent["leftovers"] {
  return timecodes
    ? [...leftovers, { what: "the time codes of its frames", bytes: 4 * frames }]
    : leftovers;
}

interface Pages {
  readonly first: Image;
  /** Samples of all. */
  readonly data: Uint8Array;
  /** Seconds, as fractions. */
  readonly delays: readonly (readonly [number, number])[];
}

async function drawPages(
  image: OxideImage,
  header: JxlHeader & { readonly animation: JxlAnimation },
  { signal }: DecodeOptions,
): Promise<Pages> {
  const delays: (readonly [number, number])[] = [];
  const draw = async (i: number): Promise<Image> => {
    const drawn = told(() => image.render(i));
    delays.push(delayOf(drawn, header.animation));
    return await readDrawing(
      told(() => drawn.encodeToPng()),
      header,
      signal,
    );
  };
  const frames = image.numLoadedKeyframes;
  const first = await draw(0);
  const pageBytes = first.data.length;
  const data = new Uint8Array(frames * pageBytes);
  data.set(first.data);
  for (let i = 1; i < frames; i++) {
    await pause();
    stopIfAborted(signal);
    const page = await draw(i);
    if (page.width !== first.width || page.colour !== first.colour) {
      throw damaged("JPEG XL", "its frames differ");
    }
    data.set(page.data, i * pageBytes);
  }
  return { first, data, delays };
}

let before: Promise<unknown> = Promise.resolve();

/** One after the other: all share the memory of one module. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const own = before.then(work, work);
  before = own.catch(() => undefined);
  return await own;
}
