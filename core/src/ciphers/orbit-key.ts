import type { Flow } from "../chaos/flow.ts";
import { nativeValues, type NativeValue } from "../chaos/native-values.ts";
import type { Modulation, Orbits } from "../chaos/orbits.ts";
import type { NativeKey } from "./cipher.ts";

/** A parameter that a map with a start and a peak from the key moves. */
export type KeyedModulation = Pick<Modulation, "parameter" | "swing">;

/** The native key of orbits: their initial states, then start and peak of every map. */
export interface OrbitKey {
  readonly nativeKey: NativeKey;
  readonly keySpace: string;
  readonly orbits: (key: Uint8Array) => Orbits;
}

/**
 * Boxes in which every start is a key of its own: the equations without input are symmetric in x to
 * -x to the last bit, so x1 is positive, and off the equilibrium at 0.
 */
const firstCoordinate = { low: 2 ** -10, high: 1 };
const coordinate = { low: -1, high: 1 };
const mapStart = { low: 0, high: 1 };
const mapPeak = { low: 0.2, high: 0.8 };

/** The key of `count` orbits of a flow and of the maps that move its parameters. */
export function orbitKey(
  flow: Flow,
  count: number,
  modulations: readonly KeyedModulation[] = [],
): OrbitKey {
  const values: NativeValue[] = [];
  for (let orbit = 1; orbit <= count; orbit++) {
    for (let i = 1; i <= flow.dimension; i++)
      values.push({ name: `orbit ${orbit} x${i}`, ...(i === 1 ? firstCoordinate : coordinate) });
  }
  for (let map = 1; map <= modulations.length; map++) {
    values.push({ name: `map ${map} start`, ...mapStart });
    values.push({ name: `map ${map} peak`, ...mapPeak });
  }
  const boxes = values.map(({ low, high }) => [low, high] as const);
  return {
    nativeKey: {
      bytes: 8 * values.length,
      description: describe(flow, count, modulations),
      values,
    },
    keySpace: `2^(53 * ${values.length}) values, fewer in effect: orbits merge on the attractor; 2^256 when derived from a content key`,
    orbits(key) {
      const numbers = nativeValues(key, boxes);
      const maps = numbers.subarray(count * flow.dimension);
      return {
        flow,
        starts: numbers.slice(0, count * flow.dimension),
        modulations: modulations.map((modulation, i) => ({
          ...modulation,
          start: maps[2 * i]!,
          peak: maps[2 * i + 1]!,
        })),
      };
    },
  };
}

function describe(flow: Flow, count: number, modulations: readonly KeyedModulation[]): string {
  const others = flow.dimension === 2 ? "x2" : `x2 to x${flow.dimension}`;
  const orbits = `${count} x (x1 in [2^-10, 1), ${others} in [-1, 1)): initial states of ${flow.id}`;
  const maps =
    modulations.length > 0
      ? `, ${modulations.length} x (start in [0, 1), peak in [0.2, 0.8)): skew tent maps`
      : "";
  const twins = flow.symmetric ? "; -x would be the twin of x, so x1 is positive" : "";
  return `${orbits}${maps}; 8 bytes each, of which the upper 53 bits count, step 2^-53 of the range${twins}`;
}
