import { concat } from "../../../bytes/arrays.ts";
import { segment } from "../made-jpeg-scans.test.data.ts";

/** A lossless JPEG to be written, sound or not. */
export interface LosslessPlan {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Interleaved; from another range than that of the bits, too. */
  readonly samples: ArrayLike<number>;
  /** Names of components. */
  readonly ids?: readonly number[];
  readonly predictor?: number;
  /** The point transform. */
  readonly shift?: number;
  /** Rows between restart markers. */
  readonly restart?: number;
  /** Places of components in each scan; one scan of all where there is none. */
  readonly scans?: readonly (readonly number[])[];
  /** Segments before the frame header. */
  readonly before?: readonly Uint8Array[];
}

type Predict = (a: number, b: number, c: number) => number;

/** As ITU-T T.81 has them (table H.1). */
const formulas: readonly Predict[] = [
  () => 0,
  (a) => a,
  (_, b) => b,
  (_, __, c) => c,
  (a, b, c) => a + b - c,
  (a, b, c) => a + Math.floor((b - c) / 2),
  (a, b, c) => b + Math.floor((a - c) / 2),
  (a, b) => Math.floor((a + b) / 2),
];

/** Writes a lossless JPEG; all codes of Huffman are of five bits. */
export function losslessJpeg(plan: LosslessPlan): Uint8Array {
  const { width, height, bits, ids = [1], restart = 0, before = [] } = plan;
  const scans = plan.scans ?? [ids.map((_, i) => i)];
  const symbols = Array.from({ length: 17 }, (_, i) => i);
  const counts = [0, 0, 0, 0, symbols.length, ...Array<number>(11).fill(0)];
  const interval = restart * width;
  return concat([
    Uint8Array.of(0xff, 0xd8),
    ...before,
    segment(
      0xc3,
      Uint8Array.of(bits, height >> 8, height & 255, width >> 8, width & 255, ids.length),
      ...ids.map((id) => Uint8Array.of(id, 0x11, 0)),
    ),
    segment(0xc4, Uint8Array.of(0, ...counts, ...symbols)),
    ...(restart > 0 ? [segment(0xdd, Uint8Array.of(interval >> 8, interval & 255))] : []),
    ...scans.flatMap((components) => scanBytes(plan, components)),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

function scanBytes(plan: LosslessPlan, components: readonly number[]): Uint8Array[] {
  const { height, ids = [1], predictor = 1, shift = 0, restart = 0 } = plan;
  const parts = components.flatMap((i) => [ids[i]!, 0]);
  const header = segment(0xda, Uint8Array.of(components.length, ...parts, predictor, 0, shift));
  const rows = restart > 0 ? restart : height;
  const intervals: Uint8Array[] = [];
  for (let first = 0; first < height; first += rows) {
    if (first > 0) intervals.push(Uint8Array.of(0xff, 0xd0 | ((first / rows - 1) % 8)));
    intervals.push(intervalBytes(plan, components, first, Math.min(first + rows, height)));
  }
  return [header, ...intervals];
}

function intervalBytes(
  { width, bits, samples, ids = [1], predictor = 1, shift = 0 }: LosslessPlan,
  components: readonly number[],
  first: number,
  end: number,
): Uint8Array {
  const at = (x: number, y: number, component: number): number =>
    samples[(y * width + x) * ids.length + component]! >> shift;
  let written = "";
  for (let y = first; y < end; y++) {
    for (let x = 0; x < width; x++) {
      for (const component of components) {
        const predicted =
          y === first
            ? x === 0
              ? 2 ** (bits - shift - 1)
              : at(x - 1, y, component)
            : x === 0
              ? at(x, y - 1, component)
              : formulas[predictor]!(
                  at(x - 1, y, component),
                  at(x, y - 1, component),
                  at(x - 1, y - 1, component),
                );
        written += codeOf((at(x, y, component) - predicted) & 0xffff);
      }
    }
  }
  return stuffed(written);
}

/** The code of a difference modulo 2^16 and the bits behind it, as digits. */
function codeOf(difference: number): string {
  const value = difference > 0x8000 ? difference - 0x10000 : difference;
  const length = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const code = length.toString(2).padStart(5, "0");
  if (length === 0 || length === 16) return code;
  const rest = value > 0 ? value : value + 2 ** length - 1;
  return code + rest.toString(2).padStart(length, "0");
}

function stuffed(digits: string): Uint8Array {
  const full = digits.padEnd(8 * Math.ceil(digits.length / 8), "1");
  const bytes = (full.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
  return Uint8Array.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
}

/** Numbers of so many bits without much of a pattern, of the whole range. */
export function scattered(count: number, bits: number, seed = 1): Uint16Array {
  return Uint16Array.from(
    { length: count },
    (_, i) => Math.imul(i + seed, 2654435761) >>> (32 - bits),
  );
}
