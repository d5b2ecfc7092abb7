import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NeuroveilError } from "neuroveil/errors";

/** A photograph of 12 megapixels in the page beside the same task in Node, in turn. */
export interface PageSpeed {
  /** From the click until the cipher image can be saved, after it was decrypted and compared. */
  readonly pageSeconds: number;
  readonly nodeSeconds: number;
  /** Median of the pairs' Node seconds over page seconds: the page's throughput in Node's. */
  readonly throughput: number;
  readonly throughputQuartiles: readonly [number, number];
  /** The longest time in which the page's own thread answered nobody; milliseconds, 50 at the least or 0. */
  readonly longestBlockMs: number;
  readonly pairs: number;
}

/** The page's row, or why there is none. */
export type PageReport = PageSpeed | { readonly leftOut: string };

// Plain JavaScript, as the page's own is.
const subject: string = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../dist/page-subject.js" : "./page-subject.js",
    import.meta.url,
  ),
);

/**
 * Times the page in Chromium beside a process of its own, where both are there: what this process left in
 * memory would be of use to Node alone.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires
 */
export async function measurePage(
  photo: Uint8Array,
  { pairs, signal }: { pairs: number; signal?: AbortSignal | undefined },
): Promise<PageReport> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-bench-"));
  try {
    const file = join(folder, "photo.jpg");
    await writeFile(file, photo);
    // Not with this process's own flags, such as conditions that lead to the sources.
    const child = fork(subject, [file, `${pairs}`], { execArgv: [], signal });
    const ended = once(child, "exit").then(([code]) => {
      return [{ leftOut: `the process of the page ended with code ${code}` }];
    });
    const [report] = await Promise.race([once(child, "message"), ended]);
    return report as PageReport;
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new NeuroveilError("aborted", {
      sentence: "the benchmark was stopped before it was done",
      cause: signal.reason,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
