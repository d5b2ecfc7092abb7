/** What can be varied in the hybrid network (the paper's ablation: section 6.4). */
export interface HybridShape {
  /** LSTM layers, 0 to 3; with 0 a dilated convolution makes masks and digests. */
  readonly lstmLayers: number;
  /** Units a layer: 16, 32 or 64. */
  readonly units: number;
  /** Channels of the keyed convolution, 1 to 8: 2^-16 a channel is the bound on its collisions. */
  readonly cnnChannels: number;
  /** Layers of the CNN, 1 to 8; the first is the keyed one. */
  readonly cnnDepth: number;
  /** Residual blocks after them, 0 to 4. */
  readonly residualBlocks: number;
}

export const defaultShape: HybridShape = {
  lstmLayers: 1,
  units: 32,
  cnnChannels: 8,
  cnnDepth: 1,
  residualBlocks: 0,
};

/** Words of one initial state: h0 and c0 of every layer, and without LSTM 64 key words. */
export function stateWords({ lstmLayers, units }: HybridShape): number {
  return lstmLayers === 0 ? 64 : lstmLayers * 2 * units;
}

/** @throws RangeError for a shape that does not exist */
export function checkShape(shape: HybridShape): void {
  within("lstmLayers", shape.lstmLayers, 0, 3);
  within("cnnChannels", shape.cnnChannels, 1, 8);
  within("cnnDepth", shape.cnnDepth, 1, 8);
  within("residualBlocks", shape.residualBlocks, 0, 4);
  if (![16, 32, 64].includes(shape.units)) {
    throw new RangeError(`"units" expected 16, 32 or 64, got ${shape.units}`);
  }
}

export interface HybridOptions {
  /** Half-rounds a tile, 2 to 8. */
  readonly halfRounds: number;
  /** Bits of each initial state that the key fills, 16 to 256, or "all". The rest is zero. */
  readonly keyBits: number | "all";
  /** Leaves the features out of the masks: the ablation, and `keystream --frozen-features`. */
  readonly frozenFeatures: boolean;
}

export const defaultOptions: HybridOptions = {
  halfRounds: 2,
  keyBits: "all",
  frozenFeatures: false,
};

/** @throws RangeError for options that do not exist */
export function checkOptions({ halfRounds, keyBits }: HybridOptions): void {
  within("halfRounds", halfRounds, 2, 8);
  if (keyBits !== "all" && !(keyBits % 16 === 0 && keyBits >= 16 && keyBits <= 256)) {
    throw new RangeError(
      `"keyBits" expected a multiple of 16 from 16 to 256, or "all", got ${keyBits}`,
    );
  }
}

function within(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`"${name}" expected an integer from ${low} to ${high}, got ${value}`);
  }
}
