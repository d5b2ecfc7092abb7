import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "@neuroveil/lab/statistics";
import { NeuroveilError } from "neuroveil/errors";

/** How long a task keeps a server from answering others. */
export interface EventLoopResult {
  readonly id: string;
  readonly seconds: number;
  /** The longest time in which the event loop did nothing else, milliseconds: median over the runs. */
  readonly longestMs: number;
  readonly runs: number;
}

/** What `eventLoop` watches unless told otherwise; the last is a control that has to be seen. */
const eventLoopTasks = [
  "encrypt",
  "decrypt",
  "decrypt, four at once",
  "the last of 256 readers",
  "passphrase",
  "one that blocks for 200 ms",
] as const;

// The watched process has to be plain JavaScript: the library as it is shipped.
const subject: string = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../dist/event-loop-subject.js" : "./event-loop-subject.js",
    import.meta.url,
  ),
);

/**
 * Watches the event loop of a process of its own through each task, a second time after one that warms up.
 *
 * @param photo a PNG or JPEG file
 * @throws {NeuroveilError} "aborted" when the signal fires between two tasks
 */
export async function eventLoop(
  photo: Uint8Array,
  options: { signal?: AbortSignal | undefined; tasks?: readonly string[]; runs?: number } = {},
): Promise<readonly EventLoopResult[]> {
  const { signal, tasks = eventLoopTasks, runs = 3 } = options;
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-bench-"));
  try {
    const file = join(folder, "photo");
    await writeFile(file, photo);
    const results: EventLoopResult[] = [];
    for (const id of tasks) {
      const found: Watched[] = [];
      for (let run = 0; run < runs; run++) {
        if (signal?.aborted)
          throw new NeuroveilError("aborted", {
            sentence: "the benchmark was stopped before it was done",
            cause: signal.reason,
          });
        found.push(await watch(id, file));
      }
      results.push({
        id,
        seconds: median(found.map(({ seconds }) => seconds)),
        longestMs: median(found.map(({ longestMs }) => longestMs)),
        runs,
      });
    }
    return results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Watched = Pick<EventLoopResult, "seconds" | "longestMs">;

async function watch(task: string, file: string): Promise<Watched> {
  // Not with this process's own flags, such as conditions that lead to the sources.
  const child = fork(subject, [task, file], { execArgv: [] });
  try {
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the process of "${task}" ended with code ${code}`);
    });
    const [found] = (await Promise.race([once(child, "message"), ended])) as [Watched];
    return found;
  } finally {
    child.kill();
  }
}
