import type { tasks } from "../tasks/list.ts";
import type { Task } from "../tasks/task.ts";
import type { Message, Question, Refusal } from "./message.ts";
import { startWorker } from "./start-worker.ts";

type Tasks = typeof tasks;
type InputOf<Name extends keyof Tasks> =
  Awaited<ReturnType<Tasks[Name]>> extends Task<infer Input, infer _> ? Input : never;
type OutputOf<Name extends keyof Tasks> =
  Awaited<ReturnType<Tasks[Name]>> extends Task<infer _, infer Output> ? Output : never;

/** What a worker refused, with the code of the library's error. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;

  constructor({ code, message }: Refusal) {
    super(message);
    this.code = code;
  }
}

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Refused) => void;
  readonly onProgress: ((done: number) => void) | undefined;
}

/**
 * A worker that is started when it is first asked. To stop is to end it with all that it started:
 * that stops loops which never look at a signal, and leaves nothing half done.
 */
export class Room {
  #worker: Worker | undefined;
  #number = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** @param transfer ports in the input, which are handed over */
  async ask<Name extends keyof Tasks>(
    task: Name,
    input: InputOf<Name>,
    onProgress?: (done: number) => void,
    transfer: Transferable[] = [],
  ): Promise<OutputOf<Name>> {
    const worker = (this.#worker ??= this.#start());
    const number = ++this.#number;
    return await new Promise<OutputOf<Name>>((resolve, reject) => {
      const settle = resolve as (output: unknown) => void;
      this.#waiting.set(number, { resolve: settle, reject, onProgress });
      worker.postMessage({ number, task, input } satisfies Question, transfer);
    });
  }

  /** Ends what is being done; every question is refused with code "aborted". */
  stop(): void {
    this.#end({ code: "aborted", message: "stopped" });
  }

  #start(): Worker {
    const worker = startWorker();
    worker.addEventListener("message", ({ data }: MessageEvent<Message>) => this.#hear(data));
    worker.addEventListener("error", (event) => {
      this.#end({ code: "limit", message: event.message || "the worker ended (out of memory?)" });
    });
    return worker;
  }

  #hear(message: Message): void {
    const waiting = this.#waiting.get(message.number);
    if (waiting === undefined) return;
    if ("progress" in message) {
      waiting.onProgress?.(message.progress);
      return;
    }
    this.#waiting.delete(message.number);
    if ("output" in message) waiting.resolve(message.output);
    else waiting.reject(new Refused(message.refusal));
  }

  #end(refusal: Refusal): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Refused(refusal));
  }
}
