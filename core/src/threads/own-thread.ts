import { availableThreads, spawn } from "#threads";
import { stopIfAborted } from "../abort.ts";
import { copyInSteps, isShared } from "../bytes/shared-memory.ts";
import { thrown, type CipherRequest, type Reply } from "./thread.ts";
import { Turnstile } from "./turnstile.ts";
import { inTurns } from "../turns.ts";
import { stopped } from "./workers.ts";

/** Each works for seconds, and more at once would only wait for each other. */
const lanes = new Turnstile(availableThreads());

interface Run {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((done: number) => void) | undefined;
}

/**
 * Runs a cipher of the registry on a whole image on a thread of its own. That ends with the image, so
 * that its memory is free again, and at once when the signal fires.
 * @returns the key vector
 * @throws NeuroveilError "aborted", or "limit" when the thread died
 */
export async function cipherOnOwnThread(request: CipherRequest, run: Run): Promise<Uint8Array> {
  const { signal } = run;
  const leave = await lanes.enter(1, signal);
  try {
    const { data } = request.raster;
    if (isShared(data)) return await ask(request, run);
    const memory = new Uint8Array(new SharedArrayBuffer(data.length));
    await inTurns(copyInSteps(data, memory), signal);
    const raster = { ...request.raster, data: memory };
    const keyVector = await ask({ ...request, raster }, run);
    await inTurns(copyInSteps(memory, data), signal);
    return keyVector;
  } finally {
    leave();
  }
}

async function ask(request: CipherRequest, { signal, onProgress }: Run): Promise<Uint8Array> {
  const thread = spawn(undefined, onProgress);
  const end = (): void => void thread.end();
  signal?.addEventListener("abort", end, { once: true });
  let reply: Reply;
  try {
    await thread.ready;
    reply = await thread.ask(request, []);
  } catch (cause) {
    stopIfAborted(signal);
    throw stopped(cause);
  } finally {
    signal?.removeEventListener("abort", end);
    await thread.end();
  }
  if ("failure" in reply) throw thrown(reply);
  if (!("keyVector" in reply)) throw new Error("a thread answered out of turn");
  return reply.keyVector;
}
