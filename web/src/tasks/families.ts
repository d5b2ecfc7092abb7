import { cipherImage, nativeKeyFrom } from "@neuroveil/lab/analysis";
import { roundVariants } from "neuroveil/ciphers";
import { flows, RungeKutta } from "neuroveil/internal/chaos";
import { pngOf, readSubject, type Subject } from "./subject.ts";
import type { Task } from "./task.ts";

export interface Families {
  /** Two orbits of the Hopfield network of three neurons, as points of two coordinates, -1 to 1. */
  readonly orbits: readonly (readonly (readonly [number, number])[])[];
  /** The picture after so many steps of the cellular network, and rounds of the convolutional one. */
  readonly cells: readonly Stage[];
  readonly rounds: readonly Stage[];
}

export interface Stage {
  readonly count: number;
  readonly picture: Uint8Array<ArrayBuffer>;
}

const side = 128;
const points = 1600;
/** Steps before anything is drawn: so many that the two have parted. */
const parting = 12_000;
/** How far apart the two orbits start: the smallest change of a key. */
const apart = 2 ** -40;
const secret = new Uint8Array(32).fill(7);

/** One look at each of the other families, by the code that encrypts. */
export const families: Task<Subject, Families> = async (subject) => {
  const image = await readSubject(subject, side);
  const stages = async (id: string, counts: readonly number[]): Promise<readonly Stage[]> => {
    const { of } = roundVariants[id]!;
    const shown: Stage[] = [{ count: 0, picture: await pngOf(image) }];
    for (const count of counts) {
      const cipher = of(count);
      const key = await nativeKeyFrom(cipher, secret);
      const memory = new Uint8Array(image.data.length);
      const run = { threads: 1 };
      const made = await cipherImage(cipher, image, { key, changed: [], memory, run });
      shown.push({ count, picture: await pngOf(made.image) });
    }
    return shown;
  };
  return {
    orbits: attractor(),
    cells: await stages("cellular-discrete", [1, 2, 4]),
    rounds: await stages("conv-multi", [1, 2, 4]),
  };
};

function attractor(): Families["orbits"] {
  const { field, parameters, h } = flows["hopfield-3"];
  const start = [0.3, -0.2, 0.1] as const;
  const raw = [0, apart].map((shift) => {
    const state = Float64Array.from(start, (x, i) => (i === 0 ? x + shift : x));
    const orbit = new RungeKutta(field(parameters), state, h);
    orbit.advance(parting);
    return Array.from({ length: points }, () => {
      orbit.advance(2);
      return [state[0]!, state[2]!] as const;
    });
  });
  const reach = (axis: 0 | 1): number =>
    Math.max(...raw.flat().map((point) => Math.abs(point[axis])));
  const [x, y] = [reach(0), reach(1)];
  return raw.map((orbit) => orbit.map(([a, b]) => [a / x, b / y] as const));
}
