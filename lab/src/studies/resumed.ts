import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** A part of a long study that can be done alone, by a name of its own. */
export interface Job<T> {
  readonly name: string;
  readonly run: () => Promise<T>;
}

/** Which jobs are this process's: those whose number leaves `index` when divided by `of`. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** How jobs are done. */
export interface JobPace {
  /** How many are at work at the same time; default 1. */
  readonly width?: number;
  /**
   * @param done part of the jobs that had to be done, 0 to 1
   * @param name of the job that was
   */
  readonly onDone?: (done: number, name: string) => void;
}

/** Results that are kept, by the names of their jobs. */
export function keptResults<T>(file: string): ReadonlyMap<string, T> {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  // What follows the last line feed is the line of a process that was stopped while it wrote.
  const lines = text.split("\n").slice(0, -1);
  const entries = lines.flatMap((line) => lineEntries(line));
  return new Map(entries) as ReadonlyMap<string, unknown> as ReadonlyMap<string, T>;
}

/** The line that keeps a result. */
export function keptLine(name: string, result: unknown): string {
  return `${JSON.stringify({ name, result })}\n`;
}

function lineEntries(line: string): readonly (readonly [string, unknown])[] {
  try {
    const { name, result } = JSON.parse(line) as { name: string; result: unknown };
    return [[name, result]];
  } catch {
    return [];
  }
}

/**
 * Does those jobs whose results a file of lines does not hold yet, and adds each as soon as it is there:
 * a study can be stopped at any time, and goes on where it was. Several processes can share the work.
 *
 * @param file undefined: nothing is kept
 * @param share "none" does nothing and reads what is there
 * @returns the results so far; without those of jobs that other processes still have to do
 */
export async function resumed<T>(
  file: string | undefined,
  jobs: readonly Job<T>[],
  share: Share | "none" = { index: 0, of: 1 },
  { width = 1, onDone }: JobPace = {},
): Promise<ReadonlyMap<string, T>> {
  const done = new Map(file === undefined ? [] : keptResults<T>(file));
  if (share === "none") return done;
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  const waiting = jobs.filter(({ name }, i) => i % share.of === share.index && !done.has(name));
  const all = waiting.length;
  let ended = 0;
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      try {
        const result = await job.run();
        // The line feed before it ends a line that was left unfinished.
        if (file !== undefined) appendFileSync(file, `\n${keptLine(job.name, result)}`);
        done.set(job.name, result);
        onDone?.(++ended / all, job.name);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  // Other processes may have added theirs.
  return file === undefined ? done : keptResults<T>(file);
}
