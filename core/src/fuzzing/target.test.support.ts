import type { Random } from "./random.test.support.ts";

/** What is fuzzed: a reader of files, with files to begin with. */
export interface FuzzTarget<Seed = unknown> {
  readonly id: string;
  /** The same in every run. */
  readonly seeds: () => Promise<readonly Seed[]>;
  readonly mutate: (seed: Seed, random: Random) => Uint8Array | Promise<Uint8Array>;
  /**
   * Reads a mutated file.
   * @returns what came of it in a word, for the statistics
   * @throws whatever must not be: any error but a refusal, or that something else came out than may
   */
  readonly run: (file: Uint8Array, seed: Seed) => Promise<string>;
}

/** The mutant of a number: of every seed in turn. */
export async function mutant<Seed>(
  target: FuzzTarget<Seed>,
  seeds: readonly Seed[],
  random: Random,
  index: number,
): Promise<{ file: Uint8Array; seed: Seed }> {
  const seed = seeds[index % seeds.length]!;
  return { file: await target.mutate(seed, random), seed };
}
