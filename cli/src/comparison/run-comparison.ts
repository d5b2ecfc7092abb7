import {
  compareCiphers,
  createJob,
  identify,
  secretOf,
  type Comparison,
  type ComparisonSettings,
  type ImageIdentity,
  type Job,
  type Measurement,
} from "@neuroveil/lab/comparison";
import type { Dataset, Sample } from "@neuroveil/lab/datasets";
import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { toFailure, type Failure } from "../failure.ts";
import type { CipherSource } from "./cipher-source.ts";
import type { Engine } from "./engine.ts";
import type { Journal } from "./journal.ts";

/** What is to be compared. */
export interface Request extends ComparisonSettings {
  readonly dataset: Dataset;
  /** Images at the most. */
  readonly limit: number;
  /** Keys for every image. */
  readonly keys: number;
  readonly ciphers: readonly { readonly cipher: Cipher; readonly source: CipherSource }[];
}

/** What it is compared with. */
export interface Means {
  readonly engine: Engine;
  /** Where finished jobs are kept and found again. */
  readonly journal?: Journal | undefined;
  /** Takes the part of the jobs that is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** An image or a job that could not be done. */
export interface Loss {
  readonly name: string;
  readonly error: Failure;
}

/** How a comparison ended. */
export interface Compared {
  readonly comparison: Comparison;
  /** Images left out and jobs that failed, in the order of the images. */
  readonly losses: readonly Loss[];
  /** Images whose samples are those of an earlier one; they count once. */
  readonly repeated: readonly string[];
}

/**
 * Does all jobs of a comparison that the journal does not hold yet, as many at a time as the engine is
 * wide. An image that does not decode and a job that fails do not stop the others.
 *
 * @throws {NeuroveilError} "input" when no image can be read, "output" when results cannot be kept
 */
export async function runComparison(request: Request, means: Means): Promise<Compared> {
  const { dataset, limit, keys, ciphers, seed, positions, version } = request;
  const { engine, journal, onProgress } = means;
  const settings = { seed, positions, version };
  const images: ImageIdentity[] = [];
  const repeated: string[] = [];
  const unreadable: Loss[] = [];
  const jobs: Job[] = [];
  const measured = new Map<string, Measurement>();
  const failures = new Map<string, Failure>();
  const running = new Set<Promise<void>>();
  const total = Math.min(limit, dataset.size) * keys * ciphers.length;
  let refusal: { readonly error: unknown } | undefined;

  const work = async (job: Job, source: CipherSource, sample: Sample): Promise<void> => {
    const { id, cipher, image, key } = job;
    const secret = await secretOf(seed, image, key);
    const outcome = await engine.run({ source, image: sample.image, secret, positions });
    if ("failure" in outcome) {
      failures.set(id, outcome.failure);
    } else {
      await journal?.append({
        job: id,
        cipher: cipher.id,
        image: image.name,
        key,
        ...outcome.value,
      });
      measured.set(id, outcome.value);
    }
    onProgress((measured.size + failures.size) / total);
  };
  const start = (job: Job, source: CipherSource, sample: Sample): void => {
    const task: Promise<void> = work(job, source, sample)
      .catch((error: unknown) => {
        refusal ??= { error };
      })
      .finally(() => running.delete(task));
    running.add(task);
  };

  const onUnreadable = (name: string, error: unknown): void => {
    unreadable.push({ name, error: toFailure(error) });
  };
  const seen = new Set<string>();
  for await (const sample of dataset.samples({ onUnreadable })) {
    const image = await identify(sample.name, sample.image);
    const content = [image.sha256, image.width, image.channels, image.bits].join();
    if (seen.has(content)) {
      repeated.push(sample.name);
      continue;
    }
    seen.add(content);
    images.push(image);
    for (let key = 0; key < keys; key++) {
      for (const { cipher, source } of ciphers) {
        const job = await createJob(cipher, image, key, settings, source.code);
        jobs.push(job);
        const known = journal?.find(job.id);
        if (known !== undefined) {
          measured.set(job.id, known);
          continue;
        }
        // Memory stays bounded: an image is let go when its last job is.
        while (running.size >= engine.width) await Promise.race(running);
        if (refusal !== undefined) break;
        start(job, source, sample);
      }
    }
    if (refusal !== undefined || images.length === limit) break;
  }
  await Promise.all(running);
  if (refusal !== undefined) throw refusal.error;
  if (images.length === 0) throw nothing(dataset, unreadable);

  const failed = jobs.flatMap(({ id, cipher, image, key }) => {
    const error = failures.get(id);
    return error === undefined
      ? []
      : [{ name: `${cipher.id} on ${image.name}, key ${key}`, error }];
  });
  const about = { dataset: dataset.name, images, keys, ...settings };
  const comparison = compareCiphers(
    about,
    ciphers.map(({ cipher }) => ({
      cipher,
      measurements: jobs
        .filter((job) => job.cipher === cipher)
        .flatMap(({ id }) => measured.get(id) ?? []),
    })),
  );
  return { comparison, losses: [...unreadable, ...failed], repeated };
}

function nothing(dataset: Dataset, unreadable: readonly Loss[]): NeuroveilError {
  const first = unreadable[0]?.error.message;
  return new NeuroveilError(
    "input",
    first === undefined
      ? `expected images in ${dataset.name}, got none; name a file, a folder or "generated"`
      : `expected an image that can be read in ${dataset.name}, got ${unreadable.length} that cannot; the first: ${first}`,
  );
}
