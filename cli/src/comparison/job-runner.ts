import type { Failure } from "@neuroveil/jobs";
import { secretOf, type Job, type Measurement } from "@neuroveil/lab/comparison";
import type { Image } from "neuroveil/image";
import type { CipherSource } from "./cipher-source.ts";
import type { Engine } from "./engine.ts";
import type { Journal } from "./journal.ts";
import { MeasurementStore } from "./measurement-store.ts";

/** What a runner works with. */
export interface Means {
  readonly engine: Engine;
  /** Where finished jobs are kept and found again. */
  readonly journal?: Journal | undefined;
  readonly seed: string;
  readonly positions: number;
  /** Told of every job that has ended, by the number of these. */
  readonly onEnd: (ended: number) => void;
}

/** Does jobs, as many at a time as its engine is wide, and those not at all that are in the journal. */
export class JobRunner {
  readonly #means: Means;
  /** Tickets of the store by job; none for what is in the journal. */
  readonly #measured = new Map<string, number | undefined>();
  readonly #store = new MeasurementStore();
  readonly #failures = new Map<string, Failure>();
  readonly #running = new Set<Promise<void>>();
  #refusal: { readonly error: unknown } | undefined;

  constructor(means: Means) {
    this.#means = means;
  }

  /**
   * Starts a job as soon as there is room, so that no more images are in memory than are worked on.
   * @throws {NeuroveilError} "output" when an earlier result could not be kept
   */
  async start(job: Job, source: CipherSource, image: Image): Promise<void> {
    if (this.#means.journal?.has(job.id) === true) {
      this.#measured.set(job.id, undefined);
      return;
    }
    while (this.#running.size >= this.#means.engine.width) await Promise.race(this.#running);
    this.#throwRefusal();
    const task: Promise<void> = this.#work(job, source, image)
      .catch((error: unknown) => {
        this.#refusal ??= { error };
      })
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
  }

  /** Waits for the jobs that were started, and throws as {@link start} does. */
  async finish(): Promise<void> {
    await Promise.all(this.#running);
    this.#throwRefusal();
  }

  /** What jobs found, in their order; each is taken out of the store as it is asked for. */
  measurements(jobs: readonly Job[]): Iterable<Measurement> {
    const found = (job: Job): Measurement | undefined => this.#found(job);
    return {
      *[Symbol.iterator]() {
        for (const job of jobs) {
          const measurement = found(job);
          if (measurement !== undefined) yield measurement;
        }
      },
    };
  }

  failure({ id }: Job): Failure | undefined {
    return this.#failures.get(id);
  }

  #found({ id }: Job): Measurement | undefined {
    const ticket = this.#measured.get(id);
    return ticket === undefined ? this.#means.journal?.find(id) : this.#store.get(ticket);
  }

  async #work(job: Job, source: CipherSource, image: Image): Promise<void> {
    const { engine, journal, seed, positions, onEnd } = this.#means;
    const { id, cipher, key } = job;
    const secret = await secretOf(seed, job.image, key);
    const outcome = await engine.run({ source, image, secret, positions });
    if ("failure" in outcome) {
      this.#failures.set(id, outcome.failure);
    } else {
      const about = { job: id, cipher: cipher.id, image: job.image.name, key };
      await journal?.append({ ...about, ...outcome.value });
      this.#measured.set(id, this.#store.add(outcome.value));
    }
    onEnd(this.#measured.size + this.#failures.size);
  }

  #throwRefusal(): void {
    if (this.#refusal !== undefined) throw this.#refusal.error;
  }
}
