import type { Image } from "neuroveil/image";
import { normalP, normalQuantile } from "../statistics/normal.ts";
import { blockGrid } from "./block-grid.ts";
import type { BlockGrid } from "./block-grid.ts";
import { entropyMoments } from "./entropy-moments.ts";
import { histogram } from "./histogram.ts";
import { asTest, normalLimits } from "./limits.ts";
import { informative, judged, type Metric } from "./metric.ts";
import { planes } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult } from "./result.ts";

/** Limits of the mean block entropy at one level. */
export interface LocalEntropyInterval {
  readonly alpha: number;
  /** From the standard deviation of a mean of k blocks, sd / sqrt(k). Decides. */
  readonly corrected: readonly [low: number, high: number];
  /**
   * As printed in most papers: sd / k in place of sd / sqrt(k), so that an ideal image of 30 blocks is
   * refused 72 times in 100 at the level 0.05. For comparison with such papers only.
   */
  readonly circulating: readonly [low: number, high: number];
}

export interface LocalEntropy extends MetricResult {
  /** How many blocks were averaged. */
  readonly blocks: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** At the levels 0.05, 0.01 and 0.001. */
  readonly intervals: readonly LocalEntropyInterval[];
}

// Wu et al., Information Sciences 222 (2013): 30 blocks of 44×44 pixels.
const wantedBlocks = 30;
const pixelsPerBlock = 1936;

/**
 * Local Shannon entropy: the mean entropy of 30 random blocks of 1,936 pixels that do not overlap, over
 * all channels together and one by one. 16-bit samples count as two bytes.
 *
 * Blocks are 44×44 squares where 30 of them fit side by side, else the squarest rectangles of the same
 * area of which 30 fit (16 rows of 121 in a 256² image, the long side lying), else as many as fit. An
 * image too small for one block has no local entropy.
 *
 * `p` is that of the corrected interval: p < alpha where the value lies outside it.
 *
 * @param seed which blocks are drawn, a 32-bit integer
 */
export function localEntropy(image: Image, seed = 0): readonly LocalEntropy[] {
  const all = planes(image);
  const each = all.flatMap((plane, channel) => {
    const found = read([plane], seed);
    return found === undefined ? [] : [{ id, channel, ...found }];
  });
  const overall = read(all, seed);
  if (overall === undefined) return [];
  return all.length === 1 ? [{ id, ...overall }] : [{ id, ...overall }, ...each];
}

const id = "local-entropy";

function read(
  planes: readonly Plane[],
  seed: number,
): Omit<LocalEntropy, "id" | "channel"> | undefined {
  const grid = blockGrid(planes[0]!, pixelsPerBlock, Math.ceil(wantedBlocks / planes.length));
  if (grid === undefined) return undefined;
  const perPlane = grid.columns * grid.rows;
  const chosen = draw(perPlane * planes.length, wantedBlocks, seed);

  let sum = 0;
  let n = 0;
  let moments = { mean: 0, sd: 0 };
  for (const place of chosen) {
    const samples = cut(planes[Math.floor(place / perPlane)]!, grid, place % perPlane);
    const block = histogram([samples]);
    for (const k of block.counts) if (k > 0) sum -= (k / block.n) * Math.log2(k / block.n);
    n += block.n;
    moments = entropyMoments(block.n, block.counts.length);
  }
  const value = sum / chosen.length;
  const expected = moments.mean;
  const sd = moments.sd / Math.sqrt(chosen.length);
  const z = (value - expected) / sd;
  const { blockWidth, blockHeight } = grid;
  const intervals = localEntropyIntervals(moments, chosen.length);
  const blocks = chosen.length;
  return { value, expected, sd, z, p: normalP(z), n, blocks, blockWidth, blockHeight, intervals };
}

/** Both intervals of the mean entropy of `blocks` blocks whose entropies have these moments. */
export function localEntropyIntervals(
  { mean, sd }: { readonly mean: number; readonly sd: number },
  blocks: number,
): readonly LocalEntropyInterval[] {
  return [0.05, 0.01, 0.001].map((alpha) => {
    const reach = normalQuantile(1 - alpha / 2) * sd;
    const [right, wrong] = [reach / Math.sqrt(blocks), reach / blocks];
    return {
      alpha,
      corrected: [mean - right, mean + right],
      circulating: [mean - wrong, mean + wrong],
    };
  });
}

function cut({ width, bits, samples }: Plane, grid: BlockGrid, place: number): Plane {
  const { blockWidth, blockHeight, columns } = grid;
  const left = (place % columns) * blockWidth;
  const top = Math.floor(place / columns) * blockHeight;
  const block = samples.slice(0, blockWidth * blockHeight);
  for (let row = 0; row < blockHeight; row++) {
    const from = (top + row) * width + left;
    block.set(samples.subarray(from, from + blockWidth), row * blockWidth);
  }
  return { width: blockWidth, height: blockHeight, bits, samples: block };
}

/** Up to `wanted` different numbers below `total`: the first steps of a Fisher-Yates shuffle. */
function draw(total: number, wanted: number, seed: number): readonly number[] {
  const order = Array.from({ length: total }, (_, i) => i);
  const count = Math.min(total, wanted);
  let state = seed;
  for (let i = 0; i < count; i++) {
    // SplitMix32: the draw must be the same in every engine, and no quality beyond that is needed.
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed = (mixed ^ (mixed >>> 16)) >>> 0;
    const other = i + Math.floor((mixed / 2 ** 32) * (total - i));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order.slice(0, count);
}

// A mean of fewer block entropies is still visibly skewed.
const fewestBlocks = 16;

export const localEntropyMetric: Metric = judged({
  subject: "cipherImage",
  even: true,
  notes: [{ id: "local-entropy", meaning: "Mean entropy of 30 blocks of 1,936 samples." }],
  measure: (image) =>
    localEntropy(image)
      .filter(({ blocks }) => blocks >= fewestBlocks)
      .map((result) => asTest(result, normalLimits)),
});

/** The interval that most papers print, at its level 0.05, which an ideal image meets 28 times in 100. */
export const localEntropyCirculating: Metric = informative({
  subject: "cipherImage",
  notes: [
    {
      id: "local-entropy-circulating",
      meaning:
        "Local entropy beside the interval that most papers print, which an ideal image meets only 28 times in 100.",
    },
  ],
  measure: (image) =>
    localEntropy(image)
      .slice(0, 1)
      .map(({ value, expected, n, intervals }) => {
        const [low, high] = intervals[0]!.circulating;
        return { id: "local-entropy-circulating", value, expected, low, high, n };
      }),
});
