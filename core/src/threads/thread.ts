import type { DeflatedStrip, StripTask } from "../image/png/deflate-strip.node.ts";
import type { Raster } from "../ciphers/raster.ts";
import { NeuroveilError, type ErrorCode } from "../errors.ts";
import type { Block } from "../networks/tile-engine.ts";

/** What a worker is asked; `block.data` is shared, or a copy that comes back. */
export interface Request {
  readonly cipher: string;
  readonly work: "digest" | "encrypt" | "decrypt";
  readonly key: Uint8Array;
  readonly block: Block;
  readonly keyVector?: Uint8Array | undefined;
}

/** AES-256-GCM over shared memory, in place; asked in Node only. */
export interface GcmRequest {
  readonly work: "gcm-seal" | "gcm-open";
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly additionalData: Uint8Array;
  readonly bytes: Uint8Array;
  /** To open with. */
  readonly tag?: Uint8Array;
}

/** To be ready to decode; asked in Node only. */
export interface LoadRequest {
  readonly work: "load-sharp";
}

/** A JPEG to be decoded with sharp into shared memory; asked in Node only. */
export interface DecodeRequest {
  readonly work: "decode-jpeg";
  readonly file: Uint8Array;
  readonly components: number;
  readonly into: Uint8Array;
}

/** To filter and compress a part of a PNG's pixel data; asked in Node only. */
export interface DeflateRequest {
  readonly work: "deflate-strip";
  readonly task: StripTask;
}

/** A whole image for a cipher of the registry, in place in shared memory; asked in Node only. */
export interface CipherRequest {
  readonly work: "cipher";
  readonly cipher: string;
  readonly direction: "encrypt" | "decrypt";
  readonly raster: Raster;
  readonly key: Uint8Array;
  /** To decrypt with. */
  readonly keyVector: Uint8Array | undefined;
}

/** What a worker of the pool is asked. */
export type PoolRequest = Request | GcmRequest | DeflateRequest;

/** What a thread is asked, of the pool or of its own. */
export type AnyRequest = PoolRequest | LoadRequest | DecodeRequest | CipherRequest;

export type Reply =
  | { readonly ready: true }
  | { readonly tag: Uint8Array }
  | { readonly fits: boolean }
  | { readonly decoded: number }
  | { readonly deflated: DeflatedStrip }
  | { readonly keyVector: Uint8Array }
  | { readonly digests?: Uint16Array | undefined; readonly data?: Uint8Array | undefined }
  | Failure;

/** The part that is done of what a thread is asked; not an answer. */
export interface Progress {
  readonly progress: number;
}

/** What a request ended with instead of an answer. */
export interface Failure {
  readonly failure: string;
  /** Of an error that is thrown on purpose. */
  readonly code?: ErrorCode | undefined;
}

export function failure(error: unknown): Failure {
  if (error instanceof NeuroveilError) return { failure: error.message, code: error.code };
  return { failure: String(error) };
}

/** The error of a failure, where it is waited for. */
export function thrown({ failure: message, code }: Failure): Error {
  return code === undefined ? new Error(message) : new NeuroveilError(code, message);
}

/** A worker thread, Node's or a browser's. */
export interface Thread {
  /** Resolves when the worker listens, rejects when it cannot be started. */
  readonly ready: Promise<void>;
  /** Questions are answered in their order. Rejects with {@link WorkerGone} when the worker died. */
  ask(request: AnyRequest, transfer: ArrayBuffer[]): Promise<Reply>;
  /** Ends it, whatever it does. */
  end(): Promise<void>;
}

/** The worker ended before it answered. */
export class WorkerGone extends Error {
  override readonly name = "WorkerGone";
  /** Whether it may have begun with what it was asked, so that shared memory may be half changed. */
  readonly begun: boolean;

  constructor(cause: unknown, begun: boolean) {
    super("the worker is gone", { cause });
    this.begun = begun;
  }
}

interface Question {
  /** Counted from 1. */
  readonly number: number;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: WorkerGone) => void;
}

/** Turns a worker's messages into answers, first come, first served. */
export class Answers {
  readonly #waiting: Question[] = [];
  readonly #begun: () => number;
  #asked = 0;
  #failure: { readonly cause: unknown } | undefined;

  /** @param begun how many questions the worker has begun with; all of them where that is not known */
  constructor(begun: () => number = () => Infinity) {
    this.#begun = begun;
  }

  /** The answer to one more question, which `send` puts to the worker. */
  next(send: () => void = () => {}): Promise<Reply> {
    if (this.#failure) return Promise.reject(new WorkerGone(this.#failure.cause, false));
    // What cannot be sent is not waited for.
    send();
    const number = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ number, resolve, reject });
    });
  }

  /** Questions that are not answered yet. */
  get open(): number {
    return this.#waiting.length;
  }

  reply(reply: Reply): void {
    this.#waiting.shift()?.resolve(reply);
  }

  /** The worker died: nothing is answered any more. */
  fail(cause: unknown): void {
    if (this.#failure) return;
    this.#failure = { cause };
    const begun = this.#begun();
    for (const { number, reject } of this.#waiting.splice(0)) {
      reject(new WorkerGone(cause, number <= begun));
    }
  }
}
