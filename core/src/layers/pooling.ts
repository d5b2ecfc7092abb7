import { activate } from "../networks/activate.ts";
import { couplingFrom } from "./keyed-layers.ts";
import type { Coupling } from "./coupling.ts";
import type { ParameterLattice } from "./parameter-lattice.ts";

/** Values that a plane is pooled to. */
const pools = 64;
/** Words of a coupling. */
const outputs = 13;

/** Weights of a fully connected layer, 13 rows of 64 words. */
export type FullyConnected = readonly Uint16Array[];

export function nextFullyConnected(lattice: ParameterLattice): FullyConnected {
  return Array.from({ length: outputs }, () =>
    Uint16Array.of(...lattice.next(), ...lattice.next()),
  );
}

/**
 * Pools a plane to 64 words, word j over cells j, j + 64 and so on: p = 5 p + x, so that one changed
 * cell always changes its word.
 */
export function poolPlane(plane: Uint8Array): Uint16Array {
  const pooled = new Uint16Array(pools);
  for (let i = 0; i < plane.length; i++) pooled[i % pools] = 5 * pooled[i % pools]! + plane[i]!;
  return pooled;
}

/**
 * The parameters of a coupling from a whole plane: pooling, activation, a fully connected layer. Each
 * of the 13 words sees every cell.
 */
export function pooledCoupling(plane: Uint8Array, layer: FullyConnected): Coupling {
  const features = poolPlane(plane).map((word, i) => activate((word + i) & 0xffff));
  return couplingFrom(
    Uint16Array.from(layer, (row) =>
      row.reduce((sum, weight, i) => (sum + Math.imul(weight | 1, features[i]!)) & 0xffff, 0),
    ),
  );
}
