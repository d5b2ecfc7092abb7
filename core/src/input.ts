import type { ReadableFile } from "./bytes/random-access.ts";
import { isRecordable, type Origin } from "./container/index.ts";
import { NeuroveilError, sizeText } from "./errors.ts";

/** What a caller may give: bytes in memory, or a Blob; a File is one that has a name. */
export type Input = Uint8Array | Blob;

/** Whether a caller gives no bytes, but a way to read them in places. */
export function isReadableFile(input: Input | ReadableFile): input is ReadableFile {
  return typeof input === "object" && input !== null && "read" in input && "size" in input;
}

/** @throws NeuroveilError "usage" for anything else; nothing is read yet */
export function requireInput(input: unknown, what: string): asserts input is Input {
  if (input instanceof Uint8Array || input instanceof Blob) return;
  throw new NeuroveilError("usage", {
    expected: `${what} in a Uint8Array, Blob or File`,
    got: input === null ? "null" : typeof input,
  });
}

/**
 * The bytes of an input; those of a Uint8Array are not copied.
 * @param what it is, for the refusal
 * @throws NeuroveilError "input" for a File that cannot be read: moved, changed or forbidden since it
 *   was chosen; "limit" for a Blob that does not fit in memory
 */
export async function readInput(input: Input, what: string): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input;
  try {
    return new Uint8Array(await input.arrayBuffer());
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new NeuroveilError("limit", {
        expected: `${what} to fit in memory`,
        got: sizeText(input.size),
        todo: "split it or make it smaller",
        cause,
      });
    }
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new NeuroveilError("input", {
      expected: `to read ${what}`,
      got: `"${message}"`,
      todo: "choose the file again",
      cause,
    });
  }
}

/** What is told of an input, or what it brings itself: a File has a name and a time. */
export function originOf(input: Input, { name, modified }: Origin): Origin {
  if (!(input instanceof File)) return { name, modified };
  // A time that no record holds is a broken clock's; nobody asked for it.
  const own = isRecordable(input.lastModified) ? input.lastModified : undefined;
  return { name: name ?? input.name, modified: modified ?? own };
}
