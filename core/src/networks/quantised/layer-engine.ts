import { convolvePlanes, type ConvolvePlanes } from "./integer-convolution.ts";
import { runIntegerLstm, type RunIntegerLstm } from "./integer-lstm.ts";

/** What runs the layers of a trained network. */
export interface LayerEngine {
  readonly convolve: ConvolvePlanes;
  readonly runLstm: RunIntegerLstm;
}

/** The readable definitions of the layers. */
export const definedLayers: LayerEngine = { convolve: convolvePlanes, runLstm: runIntegerLstm };
