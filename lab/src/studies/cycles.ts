import { logisticMap, skewTent } from "neuroveil/internal/chaos";
import { findCycle, type Cycle } from "../dynamics/cycle.ts";
import { seededRandom, type Random } from "../random/random.ts";
import { slopeInterval } from "../statistics/slope-interval.ts";
import type { Study } from "./study.ts";

/** Bits behind the point to which states are rounded. */
const allWords = [8, 10, 12, 14, 16, 18, 20];
const doubleBits = 53;
const seed = 1;

/** A map with a parameter of its own, on states of so many bits. */
interface DigitalMap {
  readonly id: string;
  /** The slope that is known; a study that does not find it is wrong. */
  readonly known?: number;
  /** @param round to the word; draws the map's parameter */
  readonly draw: (
    random: Random,
    bits: number,
    round: (x: number) => number,
  ) => (x: number) => number;
  /** Whether a cipher or baseline runs on it, in doubles. */
  readonly used: boolean;
}

const digitalMaps: readonly DigitalMap[] = [
  {
    id: "any map, drawn",
    known: 0.5,
    used: false,
    draw: (random, bits) => {
      const next = Float64Array.from({ length: 2 ** bits + 1 }, () => random.below(2 ** bits));
      return (x) => next[x * 2 ** bits]! / 2 ** bits;
    },
  },
  {
    id: "a counter",
    known: 1,
    used: false,
    draw: (_, bits) => (x) => (x + 2 ** -bits) % 1,
  },
  {
    id: "logistic, µ from 3.9 to 4",
    used: true,
    draw: (random, _, round) => {
      const mu = 3.9 + 0.1 * random.uniform();
      return (x) => round(logisticMap(mu, x));
    },
  },
  {
    id: "skew tent, top from 0.2 to 0.8",
    used: true,
    draw: (random, _, round) => {
      const top = 0.2 + 0.6 * random.uniform();
      return (x) => round(skewTent(top, x));
    },
  },
];

/** How long digital orbits are, by the word that states are rounded to. */
export const cyclesStudy: Study = {
  id: "cycles",
  question: "How soon do the orbits of digital chaotic maps repeat?",
  page: () => "cycles.md",
  run({ quick, onProgress }) {
    const [keys, doubleKeys, most] = quick ? [40, 2, 1e5] : [200, 20, 1e7];
    const words = quick ? allWords.slice(0, 4) : allWords;
    const random = seededRandom(seed);
    const rows: string[] = [];
    const faults: string[] = [];
    for (const [i, { id, known, draw, used }] of digitalMaps.entries()) {
      onProgress?.(i / digitalMaps.length, id);
      const points = words.flatMap((bits) =>
        Array.from({ length: keys }, (): readonly [bits: number, length: number] => {
          const round = (x: number): number => Math.round(x * 2 ** bits) / 2 ** bits;
          const map = draw(random, bits, round);
          return [
            bits,
            Math.log2(orbitLength(findCycle(map, round(random.uniform()) % 1, 4 * 2 ** bits)!)),
          ];
        }),
      );
      const { slope, low, high, at } = slopeInterval(points, 0.99);
      if (known !== undefined && (known < low - 0.01 || known > high + 0.01))
        faults.push(`${id}: slope ${slope.toFixed(3)}, known is ${known}`);
      const inDoubles = used ? doubles(draw, random, doubleKeys, most) : "–";
      const mean = (bits: number): string => at(bits).toFixed(1);
      rows.push(
        `| ${id} | ${mean(8)} | ${mean(words.at(-1)!)} | ${slope.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}) | ${mean(doubleBits)} | ${inDoubles} |`,
      );
    }
    const section = `| map | log2 length, 8 bits | ${words.at(-1)} bits | a bit adds | 53 bits, extrapolated | in doubles |
|---|---|---|---|---|---|
${rows.join("\n")}

Length: steps until a state comes back, tail and cycle; ${keys} keys and starts for each word of ${words.join(", ")} bits, from a straight line through all, interval of 99%, seed ${seed}. In doubles: of ${doubleKeys} keys, those whose orbit closed within ${most} steps, by Brent's method.`;
    return Promise.resolve({ section, faults });
  },
};

function orbitLength({ length, tail }: Cycle): number {
  return length + tail;
}

/** How many orbits close, without rounding but that of the machine. */
function doubles(draw: DigitalMap["draw"], random: Random, keys: number, most: number): string {
  const found = Array.from({ length: keys }, () =>
    findCycle(
      draw(random, doubleBits, (x) => x),
      random.uniform(),
      most,
    ),
  ).filter((cycle) => cycle !== undefined);
  const shortest = Math.min(...found.map(orbitLength));
  return found.length === 0
    ? `0 of ${keys}`
    : `${found.length} of ${keys}, the shortest after ${shortest}`;
}
