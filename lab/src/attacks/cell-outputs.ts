import { readWeights, seedWeights } from "neuroveil/internal/networks";
import {
  maskWeights,
  RecurrentCell,
  type CellState,
  type CellWeights,
} from "../baselines/recurrent-cell.ts";
import { narrowWeights, triangularWeights } from "../baselines/recurrent-masks.ts";
import type { Random } from "../random/random.ts";
import type { Evidence } from "./attack.ts";
import type { Oracle } from "./oracle.ts";
import { byteChance, randomImage } from "./random-image.ts";

/** Where a cipher image shows what a recurrent cell puts out. */
interface CellUse {
  readonly weights: () => Promise<CellWeights>;
  /** Steps that are made until the first output is shown, that one counted. */
  readonly steps: number;
  /** Rows of an image that an output takes. */
  readonly rows: number;
  /** In which of them byte `i` of an output stands. */
  readonly rowOf: (i: number) => number;
  /** The output's byte of a cipher byte and a plain one, both ways. */
  readonly join: (byte: number, other: number) => number;
}

const recurrentMask = (weights: CellWeights): CellUse => ({
  weights: () => Promise.resolve(weights),
  steps: 1,
  rows: 1,
  rowOf: () => 0,
  join: (cipher, plain) => cipher ^ plain,
});

/** Of ciphers whose masks are a recurrent cell's outputs, by id. */
const cellUses: Readonly<Record<string, CellUse>> = {
  // Half 0 of the first tile: cells of 16 bytes of a checkerboard (docs/hybrid.md, "Image to tiles").
  hybrid: {
    weights: async () => maskWeights(readWeights(await seedWeights("neuroveil hybrid 2"))),
    steps: 9,
    rows: 2,
    rowOf: (i) => (i >> 4) & 1,
    join: (cipher, plain) => cipher - plain,
  },
  "recurrent-narrow": recurrentMask(narrowWeights),
  "recurrent-triangular": recurrentMask(triangularWeights),
};

/** Why state recovery cannot be tried on a cipher, in words that follow "not tried:". */
export function withoutCell({ id }: { readonly id: string }): string | undefined {
  return id in cellUses ? undefined : "its masks are no outputs of a recurrent cell";
}

/** Outputs of an image, and how many of them the attacker knows the plain image behind. */
const outputs = 64;
const known = 32;

/** What somebody sees who knows the upper half of an image. */
export interface KnownOutputs {
  readonly weights: CellWeights;
  /** In the order of steps. */
  readonly lines: readonly Uint16Array[];
  /** Steps that were made until the first of them. */
  readonly time: number;
  /** How many mask bytes of the lower half come out right. @param state the one that shows the first line */
  readonly foretold: (
    state: CellState | undefined,
  ) => Pick<Evidence, "successes" | "trials" | "chance">;
}

/** Has a random image encrypted, of which the upper half is known. */
export async function knownOutputs(oracle: Oracle, random: Random): Promise<KnownOutputs> {
  const use = cellUses[oracle.cipher.id]!;
  const weights = await use.weights();
  const wordBytes = weights.width / 8;
  const lineBytes = wordBytes * weights.units;
  const [width, height] = [lineBytes, use.rows * outputs];
  const data = new Uint8Array(width * height);
  const shape = { width, height, channels: 1, bits: 8, colour: "gray", metadata: {} } as const;
  const plain = randomImage({ ...shape, data }, random);
  const cipher = (await oracle.encrypt(plain)).image.data;
  const mask = Array.from({ length: outputs }, (_, line) =>
    Uint8Array.from({ length: lineBytes }, (_, i) => {
      const at = (use.rows * line + use.rowOf(i)) * width + i;
      return use.join(cipher[at]!, plain.data[at]!);
    }),
  );
  const wordsOf = (bytes: Uint8Array): Uint16Array =>
    Uint16Array.from({ length: weights.units }, (_, u) =>
      wordBytes === 1 ? bytes[u]! : bytes[2 * u]! | (bytes[2 * u + 1]! << 8),
    );
  return {
    weights,
    lines: mask.slice(0, known).map(wordsOf),
    time: use.steps,
    foretold(state) {
      const cell = state && new RecurrentCell(weights, copied(state), use.steps);
      let successes = 0;
      for (let line = 1; line < outputs; line++) {
        const output = cell?.step() ?? new Uint16Array(weights.units);
        if (line < known) continue;
        for (const [i, byte] of mask[line]!.entries()) {
          const word = output[Math.floor(i / wordBytes)]!;
          if (((word >>> (8 * (i % wordBytes))) & 255) === byte) successes++;
        }
      }
      return { successes, trials: (outputs - known) * lineBytes, chance: byteChance };
    },
  };
}

/** Whether a state shows all lines from the first on. */
export function shows(
  weights: CellWeights,
  state: CellState,
  lines: readonly Uint16Array[],
  time: number,
): boolean {
  const run = new RecurrentCell(weights, copied(state), time);
  return lines.every((line, i) => {
    const output = i === 0 ? run.show() : run.step();
    return line.every((word, u) => word === output[u]);
  });
}

function copied({ hidden, cell }: CellState): CellState {
  return { hidden: hidden.slice(), cell: cell.slice() };
}
