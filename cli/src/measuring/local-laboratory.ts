import { valueOf, type Outcome } from "@neuroveil/jobs";
import type { Laboratory, Task } from "@neuroveil/queue";
import { NeuroveilError } from "neuroveil/errors";
import { decodeImage, type Image } from "neuroveil/image";
import { toJsonTried } from "../attacks/json-tried.ts";
import { knownCipher } from "../registry/known-ciphers.ts";
import { bytesFromHex } from "../keys/hex.ts";
import { version } from "../version.ts";
import { shapeOf } from "./shape.ts";

/** Bytes of what native keys are derived from. */
const secretBytes = 32;

/** The laboratory of a worker: the pools of this machine, for tasks that others ask for. */
export class LocalLaboratory implements Laboratory {
  readonly #width: number;
  readonly #pools = new Map<string, Promise<Pool>>();

  /** @param width tasks at the same time */
  constructor(width: number) {
    this.#width = width;
  }

  async run(...[kind, task, bytes]: Parameters<Laboratory["run"]>): Promise<unknown> {
    const read = new Fields(task);
    if (read.text("version") !== version()) throw otherVersion(read.text("version"));
    const image = bytes && (await readPicture(bytes, task));
    if (kind === "study") {
      const { study: _, version: __, shape: ___, ...part } = task;
      const job = { study: read.text("study"), part: { ...part, ...(image && { image }) } };
      return this.#do("study", job);
    }
    if (image === undefined) throw strange("a picture");
    // Of the registry: nothing else of a source is ever taken from a task.
    const source = { id: knownCipher(read.text("cipher"), "the id of a cipher").id };
    if (kind === "measure") {
      const secret = bytesFromHex(read.text("secret"), secretBytes);
      if (secret === undefined) throw strange("a secret of 64 hex digits");
      return this.#do("measure", { source, image, secret, positions: read.whole("positions") });
    }
    const { attack, seed, level, seconds } = task;
    const job = { source, scene: image, attack, seed, level, seconds };
    read.text("attack");
    for (const name of ["seed", "level", "seconds"]) read.number(name);
    return toJsonTried(await this.#do("attack", job));
  }

  async close(): Promise<void> {
    for (const pool of this.#pools.values()) await (await pool).close();
  }

  async #do<T>(kind: string, job: object): Promise<T> {
    const pool = this.#pools.get(kind) ?? this.#open(kind);
    this.#pools.set(kind, pool);
    return valueOf(await (await pool).run(job)) as T;
  }

  async #open(kind: string): Promise<Pool> {
    if (kind === "measure") {
      const { createEngine } = await import("../comparison/engine.ts");
      return await createEngine(this.#width);
    }
    if (kind === "attack") {
      const { createAttackEngine } = await import("../attacks/engine.ts");
      return await createAttackEngine(this.#width);
    }
    const { createStudyPool } = await import("../studies/study-workers.ts");
    return await createStudyPool(this.#width);
  }
}

interface Pool {
  run(job: object): Promise<Outcome<unknown>>;
  close(): Promise<void>;
}

async function readPicture(bytes: Uint8Array, { shape }: Task): Promise<Image> {
  const image = await decodeImage(bytes);
  if (shapeOf(image) === shape) return image;
  throw new NeuroveilError("unsupported", {
    expected: `a picture of ${String(shape)} (columns, rows, channels, bits)`,
    got: `one that came as ${shapeOf(image)}`,
    todo: "measure it without --queue",
  });
}

/** A task's fields, which are looked at before they are used. */
class Fields {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  text(name: string): string {
    const value = this.#task[name];
    if (typeof value === "string") return value;
    throw strange(name);
  }

  number(name: string): number {
    const value = this.#task[name];
    if (typeof value === "number" && value >= 0) return value;
    throw strange(name);
  }

  whole(name: string): number {
    const value = this.number(name);
    if (Number.isSafeInteger(value)) return value;
    throw strange(name);
  }
}

function strange(name: string): NeuroveilError {
  return new NeuroveilError("input", {
    expected: `${name} in a task`,
    got: "none, or of another kind",
    todo: "use the same version everywhere",
  });
}

function otherVersion(theirs: string): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: `a task of version ${version()}`,
    got: theirs.slice(0, 40),
    todo: "use the same version everywhere",
  });
}
