import type { LayerEngine } from "../networks/quantised/layer-engine.ts";
import { fastConvolvePlanes } from "./planes/planes-kernel.ts";
import { fastIntegerLstm } from "./sequence/sequence-kernel.ts";

/** Trained layers in WebAssembly SIMD, or their definitions where that does not run. */
export async function fastLayers(): Promise<LayerEngine> {
  const [convolve, runLstm] = await Promise.all([fastConvolvePlanes(), fastIntegerLstm()]);
  return { convolve, runLstm };
}
