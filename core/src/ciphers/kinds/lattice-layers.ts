import { adaptedCoupling, type AdaptiveTemplate } from "../../layers/adaptive-template.ts";
import type { Shuffle } from "../../layers/block-shuffle.ts";
import { invertMatrix, type ChannelMatrix, type PixelLayout } from "../../layers/channel-mixing.ts";
import type { Coupling } from "../../layers/coupling.ts";
import { shownPart } from "../../layers/image-digest.ts";
import type { Lattice, PlaneIndex } from "../../layers/lattice.ts";
import { pooledCoupling, type FullyConnected } from "../../layers/pooling.ts";
import type { SkewTentMaps } from "../../layers/skew-tent-mask.ts";

/** A reversible layer with its parameters. */
export interface Layer {
  forward(lattice: Lattice): void;
  backward(lattice: Lattice): void;
}

export const splitting: Layer = {
  forward: (lattice) => lattice.split(),
  backward: (lattice) => lattice.join(),
};

export const joining: Layer = {
  forward: (lattice) => lattice.join(),
  backward: (lattice) => lattice.split(),
};

export function mixing(layout: PixelLayout, matrix: ChannelMatrix): Layer {
  return {
    forward: (lattice) => lattice.mixChannels(layout, matrix),
    backward: (lattice) => lattice.mixChannels(layout, invertMatrix(matrix)),
  };
}

export function masking(maps: SkewTentMaps): Layer {
  return {
    forward: (lattice) => lattice.addSkewTent(maps),
    backward: (lattice) => lattice.subtractSkewTent(maps),
  };
}

export function coupling(target: PlaneIndex, keys: Coupling): Layer {
  return {
    forward: (lattice) => lattice.couple(target, keys),
    backward: (lattice) => lattice.uncouple(target, keys),
  };
}

export function shuffling(keys: Shuffle): Layer {
  return {
    forward: (lattice) => lattice.shuffle(keys),
    backward: (lattice) => lattice.unshuffle(keys),
  };
}

/** A coupling whose parameters follow from the plane that it reads. */
function dependent(
  target: PlaneIndex,
  keys: (lattice: Lattice, source: PlaneIndex) => Coupling,
): Layer {
  const source = target === 0 ? 1 : 0;
  return {
    forward: (lattice) => lattice.couple(target, keys(lattice, source)),
    backward: (lattice) => lattice.uncouple(target, keys(lattice, source)),
  };
}

export function adaptiveCoupling(target: PlaneIndex, template: AdaptiveTemplate): Layer {
  return dependent(target, (lattice, source) =>
    adaptedCoupling(template, lattice.digest(source, template.start)),
  );
}

export function fullyConnectedCoupling(target: PlaneIndex, layer: FullyConnected): Layer {
  return dependent(target, (lattice, source) => pooledCoupling(lattice.plane(source), layer));
}

/** Changes nothing, and tells the digest of both planes. */
export function digesting(start: Uint16Array, tell: (keyVector: Uint8Array) => void): Layer {
  const look = (lattice: Lattice): void =>
    tell(shownPart(lattice.digest(1, lattice.digest(0, start))));
  return { forward: look, backward: look };
}
