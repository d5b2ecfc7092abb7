import { NeuroveilError } from "./errors.ts";

// What V8, WebAssembly, SpiderMonkey, JavaScriptCore, zlib and libvips say when there is no memory.
const words =
  /allocation failed|out of memory|allocate memory|insufficient memory|unable to grow|allocation size overflow|cannot allocate|invalid (typed )?array( buffer)? length/i;
const codes: ReadonlySet<unknown> = new Set([
  "ERR_WORKER_OUT_OF_MEMORY",
  "ERR_MEMORY_ALLOCATION_FAILED",
  "ERR_WORKER_INIT_FAILED",
  "Z_MEM_ERROR",
  "ENOMEM",
]);

/** Whether an error, or one that caused it, says that memory could not be had. */
export function isOutOfMemory(error: unknown): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 8; depth++) {
    if ("code" in each && codes.has(each.code)) return true;
    if (words.test(each.message)) return true;
    each = each.cause;
  }
  return false;
}

/**
 * Does work that takes memory of about an image's size; that there was none is told as a limit.
 * @param needed bytes that it takes, as far as that is known when it fails
 * @throws NeuroveilError "limit", else whatever `work` throws
 */
export async function withinMemory<T>(
  needed: () => number | undefined | Promise<number | undefined>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOurs = error instanceof NeuroveilError && error.code !== "broken";
    if (isOurs || !isOutOfMemory(error)) throw error;
    throw outOfMemory(await needed(), error);
  }
}

function outOfMemory(needed: number | undefined, cause: unknown): NeuroveilError {
  const amount = needed === undefined ? "enough" : `about ${Math.ceil(needed / 2 ** 20)} MiB of`;
  return new NeuroveilError("limit", {
    expected: `${amount} memory for this image`,
    got: "none",
    todo: "end other work, allow the process more, or take a smaller image",
    cause,
  });
}
