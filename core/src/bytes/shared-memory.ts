import { stepBytes, type Steps } from "../turns.ts";

/** Whether other threads can see these bytes. */
export function isShared(bytes: Uint8Array): boolean {
  return typeof SharedArrayBuffer !== "undefined" && bytes.buffer instanceof SharedArrayBuffer;
}

const roomBytes = 1 << 14;
const room = new Uint8Array(roomBytes + 8);

/**
 * Copies `from` to the beginning of `to`, of which one may be shared. V8 copies shared memory by words
 * where both sides lie alike between words, else byte by byte, five times as slowly: such bytes go
 * through private memory that lies as the shared side does.
 */
export function copyBytes(from: Uint8Array, to: Uint8Array): void {
  const shared = isShared(from) ? from : to;
  if (((from.byteOffset ^ to.byteOffset) & 7) === 0 || !isShared(shared)) {
    to.set(from);
    return;
  }
  for (let done = 0; done < from.length; done += roomBytes) {
    const part = from.subarray(done, done + roomBytes);
    const start = (shared.byteOffset + done) & 7;
    const between = room.subarray(start, start + part.length);
    between.set(part);
    to.set(between, done);
  }
}

/** The same with pauses. */
export function* copyInSteps(from: Uint8Array, to: Uint8Array): Steps {
  for (let done = 0; done < from.length; done += stepBytes) {
    copyBytes(from.subarray(done, done + stepBytes), to.subarray(done));
    yield;
  }
}

/** The same bytes where other threads cannot see them; copied only where they can. */
export function* unsharedInSteps(bytes: Uint8Array): Steps<Uint8Array> {
  if (!isShared(bytes)) return bytes;
  const copy = new Uint8Array(bytes.length);
  yield* copyInSteps(bytes, copy);
  return copy;
}

/**
 * Takes the pages of fresh memory from the system, which takes longer than anything else that is done
 * to them. Changes nothing there, so that another thread may be writing at the same time.
 */
export function* fetchPages(bytes: Uint8Array): Steps {
  for (let i = 0; i < bytes.length; i += 4096) {
    if (i % stepBytes === 0) yield;
    Atomics.compareExchange(bytes, i, 0, 0);
  }
}
