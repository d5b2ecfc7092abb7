import { isShared } from "../../bytes/shared-memory.ts";

/** Milliseconds after which what nobody asked for is let go of. */
const keptFor = 5000;
/** The least bytes that are worth keeping, and the most that are kept. */
const [leastBytes, mostBytes] = [1 << 20, 1 << 27];

let kept: Uint8Array[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Memory that an earlier image left, with whatever stands there: in a row of images it is there at
 * once, while fresh memory takes the system longer to give than a cipher to work on.
 *
 * @returns a view of `length` bytes, or undefined where nothing of about that size is left
 */
export function takeSpare(length: number, shared: boolean): Uint8Array | undefined {
  const index = kept.findIndex(
    (memory) =>
      memory.length >= length && memory.length <= 2 * length && isShared(memory) === shared,
  );
  return index < 0 ? undefined : kept.splice(index, 1)[0]!.subarray(0, length);
}

/** Leaves all of the memory that `bytes` is a view of to the next image; nobody else may use it. */
export function giveSpare(bytes: Uint8Array): void {
  if (bytes.buffer.byteLength < leastBytes) return;
  kept.push(new Uint8Array(bytes.buffer));
  // The latest is the likeliest to be asked for.
  while (kept.reduce((sum, { length }) => sum + length, 0) > mostBytes) kept.shift();
  clearTimeout(timer);
  timer = setTimeout(() => (kept = []), keptFor);
  // In Node, a timer would keep the process alive.
  if (typeof timer === "object") timer.unref();
}
