import { concat } from "../bytes/arrays.ts";
import type { Random } from "./random.test.support.ts";

/** A part of a file that means something: a chunk, a segment, an entry. */
export type Span = readonly [start: number, end: number];

/** Numbers at which readers go wrong. */
const sensitive = [0, 1, 2, 3, 7, 8, 15, 16, 31, 63, 64, 127, 128, 254, 255] as const;
const large = [0, 1, 0x7f, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0xffffffff];

type Change = (file: Uint8Array, span: Span, random: Random) => Uint8Array;

const set: Change = (file, [start, end], random) =>
  end > start
    ? file.with(
        start + random.below(end - start),
        random.chance(0.5) ? random.pick(sensitive) : random.below(256),
      )
    : file;

const flip: Change = (file, [start, end], random) => {
  if (end <= start) return file;
  const at = start + random.below(end - start);
  return file.with(at, file[at]! ^ (1 << random.below(8)));
};

const writeNumber: Change = (file, [start, end], random) => {
  const size = random.pick([2, 4, 8]);
  if (end - start < size) return file;
  const result = file.slice();
  const view = new DataView(result.buffer);
  const at = start + random.below(end - start - size + 1);
  const little = random.chance(0.5);
  const value = random.chance(0.7) ? random.pick(large) : random.below(2 ** 32);
  if (size === 2) view.setUint16(at, value, little);
  else if (size === 4) view.setUint32(at, value, little);
  else if (random.chance(0.5))
    view.setFloat64(at, random.pick([Number.NaN, Infinity, 1e300, 0.5, -1]), little);
  else view.setBigUint64(at, BigInt(value) << BigInt(random.below(33)), little);
  return result;
};

const remove: Change = (file, [start, end]) =>
  concat([file.subarray(0, start), file.subarray(end)]);

const repeat: Change = (file, [start, end], random) => {
  const times = random.chance(0.9) ? 1 : 1 + random.below(200);
  const part = file.subarray(start, Math.min(end, start + 2000));
  return concat([
    file.subarray(0, end),
    ...Array.from({ length: times }, () => part),
    file.subarray(end),
  ]);
};

const move: Change = (file, [start, end], random) => {
  const rest = remove(file, [start, end], random);
  const at = random.below(rest.length + 1);
  return concat([rest.subarray(0, at), file.subarray(start, end), rest.subarray(at)]);
};

const fill: Change = (file, [start, end], random) =>
  file.slice().fill(random.pick(sensitive), start, end);

const cut: Change = (file, [start, end], random) =>
  file.subarray(0, start + random.below(end - start + 1));

/** With how often each is tried. */
const changes: readonly (readonly [Change, number])[] = [
  [set, 8],
  [flip, 6],
  [writeNumber, 6],
  [remove, 1],
  [repeat, 1],
  [move, 1],
  [fill, 1],
  [cut, 0.4],
];
const total = changes.reduce((sum, [, weight]) => sum + weight, 0);

/**
 * Changes a file in one to six places.
 * @param spansOf parts of it; changes fall into them, or anywhere
 */
export function mutate(
  seed: Uint8Array,
  random: Random,
  spansOf: (file: Uint8Array) => readonly Span[],
): Uint8Array {
  let file: Uint8Array = seed.slice();
  let times = 1;
  while (times < 6 && random.chance(0.45)) times += 1;
  for (; times > 0; times--) {
    const spans = spansOf(file);
    let span: Span = [0, file.length];
    if (spans.length > 0 && random.chance(0.8)) span = random.pick(spans);
    // Small parts of large ones, so that most stays what it is.
    if (random.chance(0.5)) {
      const start = span[0] + random.below(span[1] - span[0] + 1);
      span = [start, Math.min(span[1], start + 1 + random.below(8))];
    }
    file = pickChange(random)(file, span, random);
  }
  return file;
}

function pickChange(random: Random): Change {
  let left = random.next() * total;
  for (const [change, weight] of changes) {
    left -= weight;
    if (left < 0) return change;
  }
  return set;
}
