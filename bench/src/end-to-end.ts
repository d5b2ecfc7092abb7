import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NeuroveilError } from "neuroveil/errors";
import { median, quantile } from "@neuroveil/lab/statistics";

/** What a person waits for: a photograph's file to its cipher image's file, and back. */
export interface EndToEnd {
  /** Bytes of the photograph's file. */
  readonly fileBytes: number;
  /** File to file: reading, decoding, encrypting, sealing, writing a cipher PNG; all threads. */
  readonly encryptSeconds: number;
  /** The cipher PNG's file to the PNG's file. */
  readonly decryptSeconds: number;
  /** File to file with sharp: decoding the same photograph to samples, writing an uncompressed PNG. */
  readonly plainSeconds: number;
  /** The same in sharp's pipeline, which streams and never holds the samples of the whole image. */
  readonly pipelineSeconds: number;
  /** Median of the pairs' `encryptSeconds` / `plainSeconds`. */
  readonly ratio: number;
  readonly ratioQuartiles: readonly [number, number];
  readonly pairs: number;
}

// The measured processes have to be plain JavaScript: the library as it is shipped.
const subject: string = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../dist/end-to-end-subject.js" : "./end-to-end-subject.js",
    import.meta.url,
  ),
);

// The two that are compared stand together; decrypting reads what encrypting wrote.
const kinds = ["encrypt", "plain", "pipeline", "decrypt"] as const;
type Kind = (typeof kinds)[number];

/** Seconds of one lap of each kind, one right after the other. */
type Lap = Readonly<Record<Kind, number>>;

/**
 * Times the library on a photograph as the command line uses it, in pairs interleaved with plain
 * decoding, so that a machine that slows down, slows both. Each kind of lap has a process of its own,
 * warmed up: nobody has to clear away what another one left in memory.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires between two laps
 */
export async function endToEnd(
  photo: Uint8Array,
  options: { pairs: number; signal?: AbortSignal | undefined },
): Promise<EndToEnd> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-bench-"));
  const key = randomBytes(32).toString("hex");
  try {
    await writeFile(join(folder, "photo.jpg"), photo);
    const runners = kinds.map((kind) => runner(kind, folder, key));
    try {
      return summarise(photo, await measure(runners, options));
    } finally {
      for (const { stop } of runners) stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Runner {
  readonly kind: Kind;
  readonly lap: () => Promise<number>;
  readonly stop: () => void;
}

function runner(kind: Kind, folder: string, key: string): Runner {
  // Not with this process's own flags, such as conditions that lead to the sources.
  const child = fork(subject, [kind, folder, key], { execArgv: [] });
  return {
    kind,
    lap: () =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null): void => {
          reject(new Error(`the process of ${kind} ended with code ${code}`));
        };
        child.once("exit", ended);
        child.once("message", (seconds) => {
          child.off("exit", ended);
          resolve(seconds as number);
        });
        child.send("lap");
      }),
    stop: () => void child.kill(),
  };
}

async function measure(
  runners: readonly Runner[],
  { pairs, signal }: { pairs: number; signal?: AbortSignal | undefined },
): Promise<readonly Lap[]> {
  const laps: Lap[] = [];
  for (let round = 0; round <= pairs; round++) {
    const lap: Partial<Record<Kind, number>> = {};
    // Who goes first alternates.
    for (const { kind, lap: run } of round % 2 === 0 ? runners : runners.toReversed()) {
      if (signal?.aborted)
        throw new NeuroveilError("aborted", {
          sentence: "the benchmark was stopped before it was done",
          cause: signal.reason,
        });
      lap[kind] = await run();
    }
    // The first warms up.
    if (round > 0) laps.push(lap as Lap);
  }
  return laps;
}

function summarise(photo: Uint8Array, laps: readonly Lap[]): EndToEnd {
  const ratios = laps.map(({ encrypt, plain }) => encrypt / plain);
  return {
    fileBytes: photo.length,
    encryptSeconds: median(laps.map(({ encrypt }) => encrypt)),
    decryptSeconds: median(laps.map(({ decrypt }) => decrypt)),
    plainSeconds: median(laps.map(({ plain }) => plain)),
    pipelineSeconds: median(laps.map(({ pipeline }) => pipeline)),
    ratio: median(ratios),
    ratioQuartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    pairs: laps.length,
  };
}
