import { latticePitch } from "./fold.ts";
import { drawGridPermutation, permuteGrid, unpermuteGrid } from "./grid-permutation.ts";
import type { Mask } from "./mask.ts";
import { drawPermutation } from "./permutation.ts";
import type { Transform } from "./transform.ts";

const taps = 9;

/** What a chaotic network gives to one convolution. */
interface Convolution {
  /** 3 x 3, row by row, odd. */
  readonly kernel: Uint8Array;
  readonly bias: number;
  readonly sBox: Uint8Array;
  /** A byte a cell: the chaotic perturbation. */
  readonly perturbation: Uint8Array;
}

/**
 * Rounds of two convolutions in which chaos sits in every part: a += S[kernel * b + bias + chaos], the
 * same with the halves exchanged, and a permutation of all bytes. a are the bytes at even places, b
 * those at odd ones; S, kernels, biases and permutation are drawn anew for every round, and the chaotic
 * bytes inside S are read from another place of the mask on.
 */
export function chaoticConvolution(mask: Mask, word: () => number, rounds: number): Transform {
  const bytes = mask[0].length;
  const keyed = Array.from({ length: rounds }, (_, round) => ({
    convolutions: [0, 1].map((half) => drawConvolution(mask[(2 * round + half) % 4]!, word)),
    permutation: drawGridPermutation(bytes, word),
  }));
  return {
    encrypt(data) {
      for (const { convolutions, permutation } of keyed) {
        const halves = split(data);
        add(halves[0], halves[1], convolutions[0]!, 1);
        add(halves[1], halves[0], convolutions[1]!, 1);
        join(data, halves);
        permuteGrid(data, permutation);
      }
    },
    decrypt(data) {
      for (const { convolutions, permutation } of keyed.toReversed()) {
        unpermuteGrid(data, permutation);
        const halves = split(data);
        add(halves[1], halves[0], convolutions[1]!, -1);
        add(halves[0], halves[1], convolutions[0]!, -1);
        join(data, halves);
      }
    },
  };
}

function drawConvolution(perturbation: Uint8Array, word: () => number): Convolution {
  return {
    kernel: Uint8Array.from({ length: taps }, () => word() | 1),
    bias: word() & 255,
    sBox: Uint8Array.from(drawPermutation(256, word)),
    perturbation,
  };
}

type NineNumbers = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
type Halves = readonly [Uint8Array, Uint8Array];

function split(data: Uint8Array): Halves {
  const [even, odd] = [new Uint8Array((data.length + 1) >> 1), new Uint8Array(data.length >> 1)];
  for (let i = 0; i < odd.length; i++) {
    even[i] = data[2 * i]!;
    odd[i] = data[2 * i + 1]!;
  }
  if (even.length > odd.length) even[odd.length] = data[2 * odd.length]!;
  return [even, odd];
}

function join(data: Uint8Array, [even, odd]: Halves): void {
  for (let i = 0; i < odd.length; i++) {
    data[2 * i] = even[i]!;
    data[2 * i + 1] = odd[i]!;
  }
  if (even.length > odd.length) data[2 * odd.length] = even[odd.length]!;
}

/** Adds, or takes away, what the convolution makes of `source`, which lies on a helix without ends. */
function add(
  target: Uint8Array,
  source: Uint8Array,
  { kernel, bias, sBox, perturbation }: Convolution,
  sign: 1 | -1,
): void {
  const pitch = latticePitch(source.length);
  const around = surrounded(source, pitch + 1, target.length);
  const [k0, k1, k2, k3, k4, k5, k6, k7, k8] = kernel as unknown as NineNumbers;
  // The window slides: only its right column is read.
  let [a0, a1] = [around[0]!, around[1]!];
  let [b0, b1] = [around[pitch]!, around[pitch + 1]!];
  let [c0, c1] = [around[2 * pitch]!, around[2 * pitch + 1]!];
  for (let i = 0; i < target.length; i++) {
    const a2 = around[i + 2]!;
    const b2 = around[i + pitch + 2]!;
    const c2 = around[i + 2 * pitch + 2]!;
    const above = k0 * a0 + k1 * a1 + k2 * a2;
    const beside = k3 * b0 + k4 * b1 + k5 * b2;
    const below = k6 * c0 + k7 * c1 + k8 * c2;
    const chaos = bias + perturbation[i]!;
    target[i]! += sign * sBox[(above + beside + below + chaos) & 255]!;
    [a0, a1, b0, b1, c0, c1] = [a1, a2, b1, b2, c1, c2];
  }
}

/** `source` with `margin` bytes of its other end on both sides, for `cells` cells; zeros of nothing. */
function surrounded(source: Uint8Array, margin: number, cells: number): Uint8Array {
  const around = new Uint8Array(cells + 2 * margin);
  if (source.length === 0) return around;
  around.set(source, margin);
  const wrap = (i: number): number =>
    source[(((i - margin) % source.length) + source.length) % source.length]!;
  for (let i = 0; i < margin; i++) around[i] = wrap(i);
  for (let i = margin + source.length; i < around.length; i++) around[i] = wrap(i);
  return around;
}
