import type { Flow } from "../../chaos/flow.ts";
import { coarseValueBytes, coarseValues } from "../../chaos/native-values.ts";
import type { Modulation, Orbits } from "../../chaos/orbits.ts";
import type { Cipher } from "../cipher.ts";

/** A parameter that a map with a start and a peak from the key moves. */
export type KeyedModulation = Pick<Modulation, "parameter" | "swing">;

/** The native key of orbits: their initial states, then start and peak of every map. */
export interface OrbitKey extends Pick<Cipher, "nativeKey" | "keySpace"> {
  readonly orbits: (key: Uint8Array) => Orbits;
}

/**
 * Boxes in which no two starts are known to be equivalent: without input, the Hopfield networks are
 * symmetric in x to -x to the last bit, so x1 is positive, and off the equilibrium at 0.
 */
const firstCoordinate = [2 ** -10, 1] as const;
const coordinate = [-1, 1] as const;
const mapStart = [0, 1] as const;
const mapPeak = [0.2, 0.8] as const;

/** The key of `count` orbits of a flow and of the maps that move its parameters. */
export function orbitKey(
  flow: Flow,
  count: number,
  modulations: readonly KeyedModulation[] = [],
): OrbitKey {
  const states = count * flow.dimension;
  const boxes: (readonly [low: number, high: number])[] = [
    ...Array.from({ length: states }, (_, i) =>
      i % flow.dimension === 0 ? firstCoordinate : coordinate,
    ),
    ...modulations.flatMap(() => [mapStart, mapPeak]),
  ];
  return {
    nativeKey: {
      bytes: coarseValueBytes * boxes.length,
      description: describe(flow, count, modulations.length),
      values: boxes.map(([low, high], i) => ({ name: nameOf(i, flow, states), low, high })),
      valueBytes: coarseValueBytes,
    },
    keySpace: `2^(40 * ${boxes.length}) values, fewer in effect: orbits come together on the attractor; 2^256 when derived from a content key`,
    orbits(key) {
      const numbers = coarseValues(key, boxes);
      const maps = numbers.subarray(states);
      return {
        flow,
        starts: numbers.slice(0, states),
        modulations: modulations.map((modulation, i) => ({
          ...modulation,
          start: maps[2 * i]!,
          peak: maps[2 * i + 1]!,
        })),
      };
    },
  };
}

function nameOf(i: number, { dimension }: Flow, states: number): string {
  if (i < states) return `orbit ${Math.floor(i / dimension) + 1} x${(i % dimension) + 1}`;
  const map = Math.floor((i - states) / 2) + 1;
  return `map ${map} ${(i - states) % 2 === 0 ? "start" : "peak"}`;
}

function describe(flow: Flow, count: number, maps: number): string {
  const state = `x1 in [2^-10, 1), x2 to x${flow.dimension} in [-1, 1)`;
  const parts = [`${count} initial states of ${flow.id} (${state})`];
  if (maps > 0) parts.push(`${maps} skew tent maps (start in [0, 1), peak in [0.2, 0.8))`);
  const twins = flow.symmetric ? "; -x would be the twin of x, so x1 is positive" : "";
  return `${parts.join(", ")}; 5 bytes a number, step 2^-40 of the range${twins}`;
}
