import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";
import { tailOf, type Leftover } from "../leftover.ts";
import { bytesPerSample } from "../image.ts";
import { fewTiles, readSize } from "./codestream.ts";

const com = 0xff64;
const sot = 0xff90;
const sop = 0xff91;
const eph = 0xff92;
const sod = 0xff93;
const eoc = 0xffd9;

/** Segments that say how the samples are coded, so that they are used up: SIZ, COD, COC, QCD, QCC, RGN, POC. */
const coding: ReadonlySet<number> = new Set([
  0xff51, 0xff52, 0xff53, 0xff5c, 0xff5d, 0xff5e, 0xff5f,
]);

/** Headers of packets apart from them (PPM, PPT): what of them is used, only a decoder knows. */
const packed: ReadonlySet<number> = new Set([0xff60, 0xff61]);

/** Others that may be there. */
const names: ReadonlyMap<number, string> = new Map([
  [0xff55, "lengths of its tiles (TLM)"],
  [0xff57, "lengths of its packets (PLM)"],
  [0xff58, "lengths of its packets (PLT)"],
  [0xff63, "where its channels lie (CRG)"],
  [com, "a comment (COM)"],
]);

const cod = 0xff52;
const coc = 0xff53;
const mostPrecincts = 2 ** 16;
const mostPackets = 2 ** 22;

/** Precincts of one channel of an area, as COD or COC has them (A.6.1, A.6.2). */
function precincts(
  view: DataView,
  at: number,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  // Channels are four at the most: their number takes a byte.
  const coded = at + (wordAt(view, at) === cod ? 4 : 5);
  const own = byteAt(view, coded) & 1;
  const levelsAt = coded + (wordAt(view, at) === cod ? 5 : 1);
  const levels = byteAt(view, levelsAt);
  let count = 0;
  for (let level = 0; level <= levels; level++) {
    const exponents = own === 1 ? byteAt(view, levelsAt + 5 + level) : 0xff;
    const scale = 2 ** (levels - level);
    const across = Math.ceil(width / scale / 2 ** (exponents & 15));
    count += across * Math.ceil(height / scale / 2 ** (exponents >> 4));
  }
  return count;
}

/** Markers that stand alone, without a length. */
const isBare = (marker: number): boolean => marker >= 0xff30 && marker <= 0xff3f;

/**
 * What of a JPEG 2000 codestream is neither samples nor how they are coded (ISO/IEC 15444-1, annex A): comments and
 * other segments, data behind the samples of a tile and behind the end. Where packets end, their headers alone say,
 * and they are not read: data behind them are seen by what packets cannot have, or by being far too many.
 * @throws NotPixels "broken" where lengths do not lead to the end marker, "unsupported" where packets' headers are
 *   apart
 */
export function codestreamLeftovers(codestream: Uint8Array): Leftover[] {
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  const leftovers = new Map<string, Leftover>();
  const add = (leftover: Leftover): void => {
    const before = leftovers.get(leftover.what)?.bytes ?? 0;
    leftovers.set(leftover.what, { ...leftover, bytes: leftover.bytes + before });
  };
  const { shape, tiles, tile } = readSize(codestream);
  const { width, height, channels, bits } = shape;
  const found = new Set<number>();
  let layers = 1;
  let coded = 0;
  let nextPart: number | undefined;
  let at = 2;
  for (;;) {
    const marker = wordAt(view, at);
    if (marker === eoc) break;
    if (marker === sod) {
      const part = readPart(view, at + 2, nextPart);
      const bytes = part.end - part.used;
      if (bytes > 0) add({ what: "data behind a tile's samples", bytes, picture: true });
      coded += part.used - at;
      at = part.end;
      continue;
    }
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    const length = wordAt(view, at + 2);
    if (marker < 0xff01 || length < 2) throw damaged("JPEG 2000", "its segments");
    if (packed.has(marker)) {
      throw keptAsFile("a JPEG 2000 image with packed packet headers", "headers in their packets");
    }
    if (marker === sot) {
      found.add(wordAt(view, at + 4));
      const stated = wordAt(view, at + 6) * 2 ** 16 + wordAt(view, at + 8);
      // The last part may leave its length to the end marker.
      nextPart = stated === 0 ? undefined : at + stated;
    } else if (marker === cod || marker === coc) {
      const area = found.size === 0 ? { width, height } : tile;
      if (marker === cod) layers = wordAt(view, at + 6);
      // Each takes some hundred bytes of memory, and a packet of each layer some time, with a byte or without.
      const count = channels * precincts(view, at, area);
      if (
        count > mostPrecincts + codestream.length ||
        count * layers > mostPackets + 64 * codestream.length
      ) {
        throw keptAsFile("a JPEG 2000 image of very many packets", "fewer");
      }
    } else if (!coding.has(marker)) {
      const what = names.get(marker) ?? `segment 0x${marker.toString(16)}`;
      // A comment's first two bytes say whether it is text.
      add({ what, bytes: Math.max(0, length - (marker === com ? 4 : 2)) });
    }
    at += 2 + length;
  }
  if (found.size < tiles) throw fewTiles();
  const most = 2 * width * height * channels * bytesPerSample(bits) + 2 ** 16;
  if (coded > most) {
    add({ what: "more data than its samples can take", bytes: coded - most, picture: true });
  }
  for (const tail of tailOf(codestream.subarray(at + 2), "its end (EOC)")) add(tail);
  return [...leftovers.values()];
}

/**
 * How far the packets of a tile's part may reach, and where the part ends.
 * @param end undefined where the end marker says it
 */
function readPart(
  view: DataView,
  start: number,
  end: number | undefined,
): { readonly used: number; readonly end: number } {
  if (end !== undefined && (end < start || end > view.byteLength)) {
    throw damaged("JPEG 2000", "the length of a tile");
  }
  const used = endOfPackets(view, start, end ?? view.byteLength);
  return { used, end: end ?? used };
}

/** The first place where there is a marker; packets have none but those of their own (B.10.1, C.2.2, D.4.1). */
function endOfPackets(view: DataView, start: number, end: number): number {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, end);
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = 0xff00 | (bytes[at + 1] ?? 0);
    // Its number may look like a marker.
    if (marker === sop) at += 6;
    else if (marker === eph || marker < 0xff90) at += 1;
    else return at;
  }
  return end;
}

function byteAt(view: DataView, at: number): number {
  if (at >= view.byteLength) throw damaged("JPEG 2000", "it ends before its end marker (EOC)");
  return view.getUint8(at);
}

function wordAt(view: DataView, at: number): number {
  if (at + 2 > view.byteLength) {
    throw damaged("JPEG 2000", "it ends before its end marker (EOC)");
  }
  return view.getUint16(at);
}
