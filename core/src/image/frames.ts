import { stepBytes, type Steps } from "../turns.ts";
import { damaged } from "./damaged.ts";
import { boundedSize, type Limits } from "./limits.ts";
import { NotPixels } from "./not-pixels.ts";
import { NeuroveilError } from "../errors.ts";

/** The part of its screen that a frame of an animation covers, in pixels. */
export interface FrameArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Shape of the pages that an animation becomes, one for each of its frames. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
}

/** Far more than people watch; a record holds a delay for each. */
export const mostFrames: number = 2 ** 14;

/**
 * Bytes of all pages. An animation that is too large is kept as a file: each of its frames, however small,
 * takes a whole page.
 * @param file what it is, as in "an animated GIF"
 */
export function boundedPages(screen: Screen, pages: number, file: string, limits: Limits): number {
  const { width, height, channels, bits } = screen;
  try {
    return boundedSize({ width, height: height * pages, channels, bits }, limits);
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code !== "limit") throw error;
    const size = `${width} x ${height} and ${pages} frames`;
    throw new NotPixels("limit", error.refusal, `${file} of ${size}`);
  }
}

/** Whether an area has pixels, and none outside of the screen. */
export function isInside(
  { left, top, width, height }: FrameArea,
  screen: { readonly width: number; readonly height: number },
): boolean {
  return width > 0 && height > 0 && left + width <= screen.width && top + height <= screen.height;
}

/**
 * Puts a frame where it is shown, on a page of zeros.
 * @param pixel bytes of a pixel
 */
export function* placeFrame(
  frame: Uint8Array,
  { left, top, width, height }: FrameArea,
  page: Uint8Array,
  screenWidth: number,
  pixel: number,
): Steps {
  const rowBytes = width * pixel;
  const few = Math.ceil(stepBytes / rowBytes);
  for (let y = 0; y < height; y++) {
    if (y % few === 0) yield;
    const to = ((top + y) * screenWidth + left) * pixel;
    page.set(frame.subarray(y * rowBytes, (y + 1) * rowBytes), to);
  }
}

/**
 * Takes a frame from its page again.
 * @throws NotPixels "broken" where the page has anything else, which the file would not show
 */
export function* takeFrame(
  page: Uint8Array,
  { left, top, width, height }: FrameArea,
  screenWidth: number,
  pixel: number,
): Steps<Uint8Array> {
  const [pageRow, rowBytes] = [screenWidth * pixel, width * pixel];
  const frame = new Uint8Array(height * rowBytes);
  const few = Math.ceil(stepBytes / pageRow);
  for (let start = 0, row = 0; start < page.length; start += pageRow, row++) {
    if (row % few === 0) yield;
    const inside = row >= top && row < top + height;
    const from = start + (inside ? left * pixel : pageRow);
    const to = inside ? from + rowBytes : from;
    const end = start + pageRow;
    if (!isZero(page, start, from) || !isZero(page, to, end)) {
      throw damaged("animation", "pixels lie outside of its frames");
    }
    if (inside) frame.set(page.subarray(from, to), (row - top) * rowBytes);
  }
  return frame;
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false;
  return true;
}

/** Whether a record tells the same delays as what was kept of its file. */
export function sameDelays(kept: readonly number[], told: readonly number[] | undefined): boolean {
  return kept.length === told?.length && kept.every((delay, i) => delay === told[i]);
}
