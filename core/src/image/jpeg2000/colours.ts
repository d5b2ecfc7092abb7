import { ByteReader } from "../byte-reader.ts";
import type { Box } from "../boxes.ts";
import { damaged } from "../damaged.ts";
import { letters } from "../letters.ts";
import { keptAsFile, type NotPixels } from "../not-pixels.ts";

/** Colour spaces that have a number and are read (ISO/IEC 15444-1, I.5.3.3), by their colours. */
const readSpaces: ReadonlyMap<number, number> = new Map([
  [16, 3],
  [17, 1],
]);

/** Others, as messages call them (ISO/IEC 15444-2, M.11.7.3). */
const otherSpaces: ReadonlyMap<number, string> = new Map([
  [0, "black and white"],
  [1, "YCbCr"],
  [3, "YCbCr"],
  [4, "YCbCr"],
  [9, "PhotoYCC"],
  [11, "CMY"],
  [12, "CMYK"],
  [13, "YCCK"],
  [14, "CIELab"],
  [15, "black and white"],
  [18, "sYCC"],
  [19, "CIEJab"],
  [20, "e-sRGB"],
  [21, "ROMM-RGB"],
  [24, "e-sYCC"],
]);

/** Colours that pixels have in the spaces of profiles (ICC.1, 7.2.6). */
const profileColours: ReadonlyMap<string, number> = new Map([
  ["RGB ", 3],
  ["GRAY", 1],
]);

/** Ways in which a colour box says what colours are: by a number; by a profile, of a restricted kind or any. */
const byNumber = 1;
const ways: ReadonlySet<number> = new Set([byNumber, 2, 3]);

/** What colours are, and the boxes that say it. */
export interface Colours {
  readonly icc?: Uint8Array;
  /** What they say is all used. */
  readonly boxes: readonly Box[];
}

/**
 * The colours of a JP2 file, as its first box about them has them that can be read: readers go by that one.
 * @param parts the boxes of its header
 * @param channels of its codestream, 1 or 3
 * @throws NotPixels where samples taken for gray or RGB would look like others
 */
export function readColours(parts: readonly Box[], channels: number): Colours {
  if (parts.some(({ type }) => type === "pclr" || type === "cmap")) {
    throw keptAsFile("a JPEG 2000 image with a palette", "one without");
  }
  const meaning = parts.filter(({ type }) => type === "cdef");
  if (meaning.length > 1) throw damaged("JPEG 2000", "it has two channel definitions");
  for (const { content } of meaning) requireUsualChannels(content, channels);
  const all = parts.filter(({ type }) => type === "colr");
  const box = all.find(({ content: [way = 0] }) => ways.has(way));
  if (box === undefined) {
    if (all.length > 0)
      throw keptAsFile("a JPEG 2000 image in a colour space of its own", expected);
    return { boxes: meaning };
  }
  const numbered = box.content[0] === byNumber;
  const icc = numbered ? undefined : box.content.slice(3);
  const colours = icc === undefined ? coloursOfNumber(box.content) : coloursOfProfile(icc);
  if (colours !== channels) {
    throw keptAsFile(`a JPEG 2000 image of ${channels} channels in another colour space`, expected);
  }
  // Behind the number is nothing that is used.
  const used = numbered && box.content.length > 7 ? [] : [box];
  return { ...(icc && { icc }), boxes: [...meaning, ...used] };
}

const expected = "gray or RGB";

function coloursOfNumber(content: Uint8Array): number {
  const space = new ByteReader(content, "JPEG 2000", { little: false }, 3).u32();
  const colours = readSpaces.get(space);
  if (colours === undefined) throw otherSpace(otherSpaces.get(space) ?? `colour space ${space}`);
  return colours;
}

function coloursOfProfile(icc: Uint8Array): number {
  const space = letters(icc, 16);
  const colours = profileColours.get(space);
  if (colours === undefined) throw otherSpace(`colours of a profile of ${JSON.stringify(space)}`);
  return colours;
}

function otherSpace(name: string): NotPixels {
  return keptAsFile(`a JPEG 2000 image in ${name}`, expected);
}

/** Refuses channels in another order than gray or RGB (I.5.3.6). */
function requireUsualChannels(content: Uint8Array, channels: number): void {
  const reader = new ByteReader(content, "JPEG 2000", { little: false });
  const count = reader.u16();
  let usual = count === channels && content.length === 2 + 6 * count;
  for (let i = 0; usual && i < count; i++) {
    const [channel, kind, colour] = [reader.u16(), reader.u16(), reader.u16()];
    usual = channel < channels && kind === 0 && colour === channel + 1;
  }
  if (!usual) throw keptAsFile("a JPEG 2000 image whose channels mean something else", expected);
}
