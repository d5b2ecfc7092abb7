import { outcomeOf, type Outcome } from "@neuroveil/jobs";
import type { Measurement } from "@neuroveil/lab/comparison";
import type { Study } from "@neuroveil/lab/studies";
import type { LaboratoryJob, Producer, Task } from "@neuroveil/queue";
import { NeuroveilError } from "neuroveil/errors";
import { encodeImage, type Image } from "neuroveil/image";
import { toHex } from "neuroveil/internal/bytes";
import { fromJsonTried, type JsonTried } from "../attacks/json-tried.ts";
import type { AttackEngine } from "../attacks/attack-job.ts";
import type { CipherSource } from "../comparison/cipher-source.ts";
import type { Engine } from "../comparison/engine.ts";
import { ownStays } from "../queue/own-stays.ts";
import { openProducer, type ProducerFlags } from "../queue/producing.ts";
import type { StudyWorkers } from "../studies/study-workers.ts";
import { version } from "../version.ts";
import { shapeOf } from "./shape.ts";

/** Parts that are asked for at the same time; each holds its picture in memory until it is done. */
const width = 64;

/** Has workers on other machines do what the laboratory divides into parts. */
export class QueuedWork {
  readonly #producer: Producer;
  /** What pictures are called below the root. */
  readonly #laid = new WeakMap<Image, Promise<string>>();

  private constructor(producer: Producer) {
    this.#producer = producer;
  }

  /** @throws {NeuroveilError} as `openProducer` */
  static async open(flags: ProducerFlags): Promise<QueuedWork> {
    return new QueuedWork((await openProducer(flags)).producer);
  }

  /** For comparisons. */
  engine(): Engine {
    return this.#pool(({ source, image, secret, positions }) => {
      const task = { cipher: idOf(source), secret: toHex(secret), positions };
      return this.#ask<Measurement>("measure", task, image);
    });
  }

  attackEngine(): AttackEngine {
    return this.#pool(async ({ source, scene, ...options }) => {
      const task = { cipher: idOf(source), ...options };
      return fromJsonTried(await this.#ask<JsonTried>("attack", task, scene));
    });
  }

  /** @throws {NeuroveilError} "usage" for a study that does not divide its work */
  static requireDivided({ id, ...study }: Study): void {
    if (study.work !== undefined) return;
    throw new NeuroveilError("usage", {
      expected: "a study that divides its work for --queue, such as families",
      got: id,
      todo: "leave --queue out",
    });
  }

  /** For a study that divides its work. */
  studyWorkers({ id }: Study): StudyWorkers {
    return {
      width,
      run: ({ image, ...part }: { readonly image?: Image }) =>
        this.#ask("study", { study: id, ...(part as Task) }, image),
      close: () => this.close(),
    };
  }

  close(): Promise<void> {
    return this.#producer.close();
  }

  #pool<Job, Value>(
    work: (job: Job) => Promise<Value>,
  ): {
    readonly width: number;
    run(job: Job): Promise<Outcome<Value>>;
    close(): Promise<void>;
  } {
    return {
      width,
      run: (job) => outcomeOf(() => work(job)),
      close: () => this.close(),
    };
  }

  async #ask<T>(kind: LaboratoryJob["kind"], task: Task, image?: Image): Promise<T> {
    // Other versions measure otherwise.
    const common = { ...task, version: version() };
    if (image === undefined) return (await this.#producer.measure({ kind, task: common })) as T;
    const picture = await this.#lay(image);
    const whole = { ...common, shape: shapeOf(image) };
    return (await this.#producer.measure({ kind, task: whole, picture })) as T;
  }

  #lay(image: Image): Promise<string> {
    const known = this.#laid.get(image);
    if (known !== undefined) return known;
    const laid = encodeImage({ ...image, metadata: {} }).then(({ bytes }) =>
      this.#producer.layPicture(new Uint8Array(bytes)),
    );
    this.#laid.set(image, laid);
    return laid;
  }
}

/** What is not of the registry stays here: modules and commands never go to other machines. */
function idOf({ id, module, command }: CipherSource): string {
  if (module === undefined && command === undefined) return id;
  throw ownStays();
}
