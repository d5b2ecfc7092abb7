import { compact } from "../../bytes/arrays.ts";
import { TooLong, type DeflateForm } from "../codecs.ts";

/**
 * Expands one zlib stream with the platform's DecompressionStream. That refuses bytes after the end
 * of the stream, which PNG allows; the end is then searched for.
 * @param limit longest result that is returned; a longer one rejects with {@link TooLong}
 * @param onRest told how many bytes there are after the end, if any
 */
export async function inflateStream(
  bytes: Uint8Array,
  limit: number,
  onRest?: (bytes: number) => void,
): Promise<Uint8Array> {
  let result = await expand(bytes, limit);
  // Too short and too long inputs are told apart, so that halving finds the one right length.
  for (let low = 0, high = bytes.length; result === "long" && high - low > 1;) {
    const middle = (low + high) >>> 1;
    const half = await expand(bytes.subarray(0, middle), limit);
    if (half === "short") low = middle;
    else if (half === "long") high = middle;
    else {
      result = half;
      onRest?.(bytes.length - middle);
    }
  }
  if (typeof result === "string") throw new Error("the zlib stream is damaged or incomplete");
  return result;
}

/** The result; or "short" when the input ends first, "long" when it is refused before its end. */
async function expand(bytes: Uint8Array, limit: number): Promise<Uint8Array | "short" | "long"> {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  let ended = false;
  const feeding = (async () => {
    await writer.write(new Uint8Array(bytes));
    ended = true;
    await writer.close();
  })();
  feeding.catch(() => {}); // The reader sees the same error.

  const result = new Uint8Array(limit);
  let length = 0;
  const reader = stream.readable.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (part.value.length > limit - length) {
        await reader.cancel();
        throw new TooLong("longer than allowed");
      }
      result.set(part.value, length);
      length += part.value.length;
    }
  } catch (error) {
    if (error instanceof TooLong) throw error;
    return ended ? "short" : "long";
  }
  return compact(result.subarray(0, length));
}

/** As the platform calls them. */
const platformForms = { zlib: "deflate", raw: "deflate-raw" } as const;

/** Expands a stream that comes in pieces; bytes after its end count as damage here. */
export async function* inflatingStream(
  pieces: AsyncGenerator<Uint8Array>,
  onEnd?: (bytes: number) => void,
  form: DeflateForm = "zlib",
): AsyncGenerator<Uint8Array> {
  let length = 0;
  let failure: { readonly error: unknown } | undefined;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { value, done } = await pieces.next();
        if (done === true) {
          controller.close();
          return;
        }
        length += value.length;
        controller.enqueue(new Uint8Array(value));
      } catch (error) {
        failure = { error };
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  const reader = source.pipeThrough(new DecompressionStream(platformForms[form])).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    onEnd?.(length);
  } catch (error) {
    throw failure === undefined ? error : failure.error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
