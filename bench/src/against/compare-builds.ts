import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NeuroveilError } from "neuroveil/errors";
import { median } from "@neuroveil/lab/statistics";
import { thisMachine, type Machine } from "../machine.ts";
import { drawPhotograph } from "../photograph.ts";
import { BuildProcess } from "./build-process.ts";
import { libraryIn, thisLibrary, type Library } from "./library.ts";
import { isQuick } from "./rows.ts";
import { verdictOf, type BuildRow, type RowRatios } from "./verdict.ts";
import { ways, type RowOffer, type Seconds } from "./ways.ts";

/** One build beside another. */
export interface BuildComparison {
  readonly machine: Machine;
  /** Pairs of processes, each of which timed every row. */
  readonly rounds: number;
  readonly rows: readonly BuildRow[];
  /** Rows that say nothing about speed, and why. */
  readonly leftOut: readonly { readonly id: string; readonly why: string }[];
}

export interface CompareBuildsOptions {
  /** The flagship cipher and the photograph alone. */
  readonly quick?: boolean | undefined;
  /** A 12-megapixel JPEG or PNG; drawn when not given. */
  readonly photo?: Uint8Array | undefined;
  /** Which rows; all that both builds have when not given. */
  readonly only?: ((row: RowOffer) => boolean) | undefined;
  readonly rounds?: number | undefined;
  /** Where the build is that is looked at; this program's own when not given. */
  readonly build?: string | undefined;
  /** Told after every pair of processes how many are done. */
  readonly onRound?: ((done: number, all: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Pairs of processes: seventeen rounds of eighty rows find a row that is slower in sixteen of them.
 * A process has its own luck with memory and compiling, so that laps of one count once.
 */
const standardRounds = 17;
/** Laps of each build in turn, of which the median counts. */
const lapsTogether = 3;

/**
 * Times this build of the library beside another, row by row: bare ciphers, and a photograph from file to
 * file. Each round starts a process for each build; they work in turn, and who begins alternates. Rows
 * that one of them does not have, and ciphers that encrypt to other bytes than they did, are left out.
 *
 * @param folder where the other build is: a checkout or an installation
 * @throws {NeuroveilError} "input" where there is no build, "aborted"
 */
export async function compareBuilds(
  folder: string,
  options: CompareBuildsOptions = {},
): Promise<BuildComparison> {
  const before = libraryIn(folder);
  const { build, photo, rounds = standardRounds, onRound, signal, quick = false } = options;
  const after = build === undefined ? thisLibrary : libraryIn(build);
  const { only = quick ? isQuick : () => true } = options;
  const machine = thisMachine();
  const temporary = await mkdtemp(join(tmpdir(), "neuroveil-bench-"));
  try {
    const file = join(temporary, "photo");
    await writeFile(file, photo ?? (await drawPhotograph()));
    const found = new Findings();
    for (let round = 0; round < rounds; round++) {
      await inPair({ before, after, photo: file }, async (pair) => {
        const offers = await pair.offers(only, found);
        for (const { id, bytes } of offers) {
          if (signal?.aborted)
            throw new NeuroveilError("aborted", {
              sentence: "the benchmark was stopped before it was done",
              cause: signal.reason,
            });
          const times = await pair.time(id, round % 2 === 0);
          if ("why" in times) found.leaveOut(id, times.why);
          else found.add(id, bytes, times);
        }
      });
      onRound?.(round + 1, rounds);
    }
    return { machine, rounds, rows: verdictOf(found.rows), leftOut: found.leftOut };
  } finally {
    await rm(temporary, { recursive: true });
  }
}

/** What all rounds came to. */
class Findings {
  readonly #rows = new Map<string, RowRatios>();
  readonly #leftOut = new Map<string, string>();

  get rows(): readonly RowRatios[] {
    return [...this.#rows.values()].filter(({ id }) => !this.#leftOut.has(id));
  }

  get leftOut(): BuildComparison["leftOut"] {
    return [...this.#leftOut].map(([id, why]) => ({ id, why }));
  }

  leaveOut(id: string, why: string): void {
    this.#leftOut.set(id, why);
  }

  has(id: string): boolean {
    return this.#leftOut.has(id);
  }

  add(id: string, bytes: number, { before, after }: PairTimes): void {
    for (const way of ways) {
      const key = `${id} ${way}`;
      const row = this.#rows.get(key) ?? { id, way, bytes, before: [], after: [] };
      this.#rows.set(key, {
        ...row,
        before: [...row.before, before[way]],
        after: [...row.after, after[way]],
      });
    }
  }
}

interface PairTimes {
  readonly before: Seconds;
  readonly after: Seconds;
}

interface Builds {
  readonly before: Library;
  readonly after: Library;
  readonly photo: string;
}

async function inPair(
  { before, after, photo }: Builds,
  work: (pair: Pair) => Promise<void>,
): Promise<void> {
  const pair = new Pair(new BuildProcess(before, photo), new BuildProcess(after, photo));
  try {
    await work(pair);
  } finally {
    pair.stop();
  }
}

/** A process of each build. */
class Pair {
  readonly #before: BuildProcess;
  readonly #after: BuildProcess;

  constructor(before: BuildProcess, after: BuildProcess) {
    this.#before = before;
    this.#after = after;
  }

  /** The rows that both have; the others are left out. */
  async offers(only: (row: RowOffer) => boolean, found: Findings): Promise<readonly RowOffer[]> {
    const [before, after] = [await this.#before.rows(), await this.#after.rows()];
    const ids = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))] as const;
    for (const { id } of before.filter(only))
      if (!ids[1].has(id)) found.leaveOut(id, "this build does not have it");
    for (const { id } of after.filter(only))
      if (!ids[0].has(id)) found.leaveOut(id, "the other build does not have it");
    return after.filter((row) => only(row) && !found.has(row.id));
  }

  async time(id: string, beforeFirst: boolean): Promise<PairTimes | { readonly why: string }> {
    const [before, after] = [await this.#before.open(id), await this.#after.open(id)];
    if ("failure" in before) return { why: `the other build does not run it: ${before.failure}` };
    if ("failure" in after) throw new Error(`${id}: ${after.failure}`);
    if (before.result !== after.result) return { why: "it encrypts to other bytes than it did" };
    const laps: Record<keyof PairTimes, Seconds[]> = { before: [], after: [] };
    for (let lap = 0; lap < lapsTogether; lap++) {
      const first = beforeFirst === (lap % 2 === 0);
      if (first) laps.before.push(await this.#before.lap());
      laps.after.push(await this.#after.lap());
      if (!first) laps.before.push(await this.#before.lap());
    }
    return { before: typical(laps.before), after: typical(laps.after) };
  }

  stop(): void {
    this.#before.stop();
    this.#after.stop();
  }
}

function typical(laps: readonly Seconds[]): Seconds {
  const of = (way: keyof Seconds): number => median(laps.map((lap) => lap[way]));
  return { encrypt: of("encrypt"), decrypt: of("decrypt") };
}
