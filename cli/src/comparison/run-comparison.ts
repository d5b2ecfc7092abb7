import { type Failure, toFailure } from "@neuroveil/jobs";
import {
  compareCiphers,
  createJob,
  identify,
  type Comparison,
  type ComparisonSettings,
  type ImageIdentity,
  type Job,
  type Measurement,
} from "@neuroveil/lab/comparison";
import type { Dataset } from "@neuroveil/lab/datasets";
import { NeuroveilError } from "neuroveil/errors";
import { unreadableImage } from "../analysis/unreadable-image.ts";
import type { ComparedCipher } from "./cipher-source.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { JobRunner, type Means } from "./job-runner.ts";

/** What is to be compared. */
export interface Request extends ComparisonSettings {
  readonly dataset: Dataset;
  /** Images at the most. */
  readonly limit: number;
  /** Keys for every image. */
  readonly keys: number;
  readonly ciphers: readonly ComparedCipher[];
  /** What a cipher that is not here made of the images. */
  readonly elsewhere?: Elsewhere | undefined;
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
 * Does all jobs of a comparison. An image that does not decode and a job that fails do not stop the
 * others.
 *
 * @param onProgress takes the part of the jobs that is done, 0 to 1
 * @param onStart called before the first job, once there is an image to do it on
 * @throws {NeuroveilError} "input" when no image can be read, "output" when results cannot be kept
 */
export async function runComparison(
  request: Request,
  means: Pick<Means, "engine" | "journal">,
  onProgress: (done: number) => void,
  onStart: () => void = () => undefined,
): Promise<Compared> {
  const { dataset, limit, keys, ciphers, elsewhere, seed, positions, version } = request;
  const settings = { seed, positions, version };
  const total = Math.min(limit, dataset.size) * keys * ciphers.length;
  const onEnd = (ended: number): void => onProgress(ended / total);
  const runner = new JobRunner({ ...means, seed, positions, onEnd });
  const images: ImageIdentity[] = [];
  const jobs: Job[] = [];
  const unreadable: Loss[] = [];
  const repeated: string[] = [];
  const seen = new Set<string>();
  const made: Measurement[] = [];
  const onUnreadable = (name: string, error: unknown): void => {
    unreadable.push({ name, error: toFailure(unreadableImage(error)) });
  };

  for await (const { name, image, set } of dataset.samples({ onUnreadable })) {
    const identity = { ...(await identify(name, image)), ...(set !== undefined && { set }) };
    // One image under several keys counts as often: what was made of it differs.
    if (elsewhere !== undefined)
      await elsewhere.measure(name).then(
        (measurement) => made.push(measurement),
        (error: unknown) => unreadable.push({ name, error: toFailure(error) }),
      );
    const content = [identity.sha256, image.width, image.channels, image.bits].join();
    if (seen.has(content)) {
      repeated.push(name);
      continue;
    }
    seen.add(content);
    if (images.push(identity) === 1) onStart();
    for (let key = 0; key < keys; key++) {
      for (const { cipher, source } of ciphers) {
        const job = await createJob(cipher, identity, key, settings, source.code);
        jobs.push(job);
        await runner.start(job, source, image);
      }
    }
    if (images.length === limit) break;
  }
  await runner.finish();
  if (images.length === 0) throw nothing(dataset, unreadable);

  const about = { dataset: dataset.name, images, keys, ...settings };
  const sets = [...new Set(images.map(({ set = dataset.name }) => set))];
  const measured = [
    ...(elsewhere === undefined
      ? []
      : [{ cipher: { id: elsewhere.id, status: "elsewhere" as const }, measurements: made }]),
    ...ciphers.map(({ cipher }) => {
      const own = jobs.filter((job) => job.cipher === cipher);
      return {
        cipher,
        measurements: runner.measurements(own),
        sets: sets.map((set) => ({
          set,
          measurements: runner.measurements(
            own.filter(({ image }) => (image.set ?? dataset.name) === set),
          ),
        })),
      };
    }),
  ];
  const failed = jobs.flatMap((job): readonly Loss[] => {
    const error = runner.failure(job);
    const { cipher, image, key } = job;
    return error === undefined
      ? []
      : [{ name: `${cipher.id} on ${image.name}, key ${key}`, error }];
  });
  const comparison = compareCiphers(about, measured);
  return { comparison, losses: [...unreadable, ...failed], repeated };
}

function nothing(dataset: Dataset, unreadable: readonly Loss[]): NeuroveilError {
  const first = unreadable[0]?.error.message;
  return new NeuroveilError(
    "input",
    first === undefined
      ? {
          expected: `images in ${dataset.name}`,
          got: "none",
          todo: 'name a file, a folder or "generated"',
        }
      : {
          expected: `an image that can be read in ${dataset.name}`,
          got: `${unreadable.length} that cannot`,
          todo: `the first: ${first}`,
        },
  );
}
