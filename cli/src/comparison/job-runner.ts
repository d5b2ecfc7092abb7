import { secretOf, type Job, type Measurement } from "@neuroveil/lab/comparison";
import type { Image } from "neuroveil/image";
import type { Failure } from "../failure.ts";
import type { CipherSource } from "./cipher-source.ts";
import type { Engine } from "./engine.ts";
import type { Journal } from "./journal.ts";

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
  readonly #measured = new Map<string, Measurement>();
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
    const known = this.#means.journal?.find(job.id);
    if (known !== undefined) {
      this.#measured.set(job.id, known);
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

  measured({ id }: Job): Measurement | undefined {
    return this.#measured.get(id);
  }

  failure({ id }: Job): Failure | undefined {
    return this.#failures.get(id);
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
      this.#measured.set(id, outcome.value);
    }
    onEnd(this.#measured.size + this.#failures.size);
  }

  #throwRefusal(): void {
    if (this.#refusal !== undefined) throw this.#refusal.error;
  }
}
