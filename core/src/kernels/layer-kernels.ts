import type { LayerEngine } from "../networks/layer-engine.ts";
import { fastConvolvePlanes } from "./planes-kernel.ts";
import { fastIntegerLstm } from "./sequence-kernel.ts";

/** Trained layers in WebAssembly SIMD, or their definitions where that does not run. */
export async function fastLayers(): Promise<LayerEngine> {
  const [convolve, runLstm] = await Promise.all([fastConvolvePlanes(), fastIntegerLstm()]);
  return { convolve, runLstm };
}
