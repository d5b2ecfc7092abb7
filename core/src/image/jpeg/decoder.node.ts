import { decodeWithSharp, keepingSettings, withTwoThreads } from "./sharp.node.ts";
import { copyInSteps } from "../../bytes/shared-memory.ts";
import { ask, WorkerGone } from "../../threads/thread.ts";
import { decodeTask, loadTask } from "./decoder-tasks.ts";
import { spawn, type Thread } from "../../threads/threads.node.ts";
import { inTurns } from "../../turns.ts";

let decoder: Promise<Thread> | undefined;
let isFirst = true;

/**
 * Decodes a JPEG into shared memory, from the second one on on a thread that is kept for it. What
 * sharp hands over, tens of megabytes outside of V8's heap, makes V8 search all of that heap for
 * garbage, once or twice an image; this thread's heap is small, while a program's may be large. For
 * one image, starting the thread would take longer than it saves.
 *
 * @param into memory of the samples' size or more
 * @returns the part of `into` that was written
 * @throws Error as {@link decodeWithSharp}
 */
export async function decodeInto(
  file: Uint8Array,
  components: number,
  into: Uint8Array,
): Promise<Uint8Array> {
  const length = isFirst ? undefined : await askDecoder(file, components, into);
  isFirst = false;
  if (length !== undefined) return into.subarray(0, length);
  const samples = await decodeWithSharp(file, components);
  await inTurns(copyInSteps(samples, into));
  return into.subarray(0, samples.length);
}

/** @returns how many bytes were written, or undefined when there can be no such thread */
async function askDecoder(
  file: Uint8Array,
  components: number,
  into: Uint8Array,
): Promise<number | undefined> {
  decoder ??= startDecoder();
  const current = decoder;
  // The next image tries another one.
  const giveUp = (): undefined => {
    if (decoder === current) decoder = undefined;
  };
  let thread: Thread;
  let shared: Uint8Array;
  try {
    thread = await current;
    // A message would copy it several times.
    shared = new Uint8Array(new SharedArrayBuffer(file.length));
    shared.set(file);
  } catch {
    return giveUp();
  }
  try {
    const input = { file: shared, components, into };
    return await withTwoThreads(() => ask(thread, decodeTask, input));
  } catch (error) {
    if (error instanceof WorkerGone) return giveUp();
    throw error;
  }
}

/** A thread that is ready to decode. */
async function startDecoder(): Promise<Thread> {
  const thread = spawn();
  await thread.ready;
  await keepingSettings(() => ask(thread, loadTask, undefined));
  return thread;
}
