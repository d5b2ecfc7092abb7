import { appendFileSync, existsSync, readFileSync } from "node:fs";

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

/** Results that are kept, by the names of their jobs. */
function keptResults<T>(file: string): ReadonlyMap<string, T> {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  // What follows the last line feed is the line of a process that was stopped while it wrote.
  const lines = text.split("\n").slice(0, -1);
  const entries = lines.flatMap((line) => lineEntries(line));
  return new Map(entries) as ReadonlyMap<string, unknown> as ReadonlyMap<string, T>;
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
 * @param share "none" does nothing and reads what is there
 * @returns the results so far; without those of jobs that other processes still have to do
 */
export async function resumed<T>(
  file: string,
  jobs: readonly Job<T>[],
  share: Share | "none" = { index: 0, of: 1 },
): Promise<ReadonlyMap<string, T>> {
  const done = keptResults<T>(file);
  if (share === "none") return done;
  for (const [i, { name, run }] of jobs.entries()) {
    if (i % share.of !== share.index || done.has(name)) continue;
    // The line feed before it ends a line that was left unfinished.
    appendFileSync(file, `\n${JSON.stringify({ name, result: await run() })}\n`);
  }
  return keptResults<T>(file);
}
