import {
  patchSide,
  runRecurrence,
  type Recurrence,
} from "../../networks/trained/hybrid-autoencoder.ts";
import type { Planes } from "../../networks/quantised/integer-convolution.ts";
import type { LstmState } from "../../networks/quantised/integer-lstm.ts";
import type { LayerEngine } from "../../networks/quantised/layer-engine.ts";
import type { PlaneTriple } from "./plane-triples.ts";
import { box, readBox, writeBox } from "./triple-box.ts";

interface PatchRows {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Of the LSTM layers before the first patch. */
  readonly states: readonly LstmState[];
  /** Whether the last patch is the first step. */
  readonly backwards: boolean;
  readonly engine: LayerEngine;
}

/** Patches that are worked on at once, in whole rows: they cost less together. */
const atOnce = 1024;

/**
 * Runs LSTM layers over three planes of a raster, some rows of patches after the other. Where patches
 * reach over the right or the lower edge, samples less 128 that are not there count as 0, and what
 * comes out for them is not kept.
 * @param onRows awaited after these rows of patches with the number of their samples
 */
export async function runPatchRows(
  recurrence: Recurrence,
  triple: PlaneTriple,
  { from, to, states, backwards, engine }: PatchRows,
  onRows: (samples: number) => Promise<void>,
): Promise<void> {
  const { width, height } = triple;
  const across = Math.ceil(width / patchSide);
  const step = patchSide * Math.max(Math.floor(atOnce / across), 1);
  const tops = Array.from({ length: Math.ceil(height / step) }, (_, i) => i * step);
  let before = states;
  for (const top of backwards ? tops.toReversed() : tops) {
    const inner = box(0, top, width, Math.min(top + step, height));
    const down = Math.ceil((inner.bottom - top) / patchSide);
    const outer = box(0, top, patchSide * across, top + patchSide * down);
    const x = padded(readBox(from, triple, inner), outer.right, patchSide * down);
    const { y, states: after } = runRecurrence(recurrence, x, before, { engine, backwards });
    writeBox(y, outer, to, triple, inner);
    before = after;
    await onRows(3 * width * (inner.bottom - top));
  }
}

/** With zeros on the right and below. */
function padded(x: Planes, width: number, height: number): Planes {
  if (x.width === width && x.height === height) return x;
  const data = new Int16Array(x.channels * width * height);
  for (let row = 0; row < x.channels * x.height; row++) {
    const to = (Math.floor(row / x.height) * height + (row % x.height)) * width;
    data.set(x.data.subarray(row * x.width, (row + 1) * x.width), to);
  }
  return { channels: x.channels, height, width, data };
}
