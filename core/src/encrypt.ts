import { cipherById, defaultCipher } from "./ciphers/index.ts";
import { stopIfAborted } from "./abort.ts";
import { sealInput, type Payload, type Protection } from "./container/index.ts";
import { NeuroveilError } from "./errors.ts";
import { originOf, readInput, requireInput, type Input } from "./input.ts";
import { createContentKey, type EncryptionKeys } from "./keys/index.ts";
import { quoted, refuseUnknown } from "./options.ts";

/** The second of two images that are encrypted into one PNG. */
export interface SecondImage {
  /** A PNG or JPEG. */
  readonly bytes: Input;
  /** Its file name; by default a File's own. Sealed, as a base name only. */
  readonly name?: string | undefined;
  /** When it was last changed, as in {@link EncryptOptions}. */
  readonly modified?: number | undefined;
}

/** Exactly one of `recipients`, `passphrase` and `key`, and what else there is to choose. */
export interface EncryptOptions extends EncryptionKeys {
  /** Id of a cipher; "hybrid" when not given. */
  readonly cipher?: string | undefined;
  /** "sealed" (default), "authenticated" or "bare". */
  readonly protection?: Protection | undefined;
  /**
   * By default "pixels" for a still PNG or JPEG and "file" for everything else, such as a JPEG that is
   * damaged, holds a second picture or has data behind its end.
   */
  readonly payload?: Payload | undefined;
  /** The input's file name; by default a File's own. Sealed, as a base name only. */
  readonly name?: string | undefined;
  /**
   * When the input was last changed, in milliseconds since 1970 (`mtimeMs` of Node); by default a
   * File's own `lastModified`. Sealed.
   */
  readonly modified?: number | undefined;
  /**
   * A second PNG or JPEG of the same width, height, number of channels and number of bytes a sample,
   * and its file name: both images come to stand in one PNG of twice the height.
   */
  readonly second?: SecondImage | undefined;
  /**
   * With a lossy cipher: leaves out what it loses, so that decrypting gives an approximation. Without
   * this, every cipher gives back exactly what went in.
   */
  readonly lossy?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the part that is done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /**
   * Told in a line each what of an image will not come back from its pixels, and that an input is
   * encrypted as a file though that was not asked for.
   */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

const names = [
  "recipients",
  "passphrase",
  "key",
  "cipher",
  "protection",
  "payload",
  "name",
  "modified",
  "second",
  "lossy",
  "signal",
  "onProgress",
  "onWarning",
];
const payloads: ReadonlySet<unknown> = new Set(["pixels", "file", undefined]);

/**
 * Encrypts a file into a PNG that looks like noise: of the same width and height for an image.
 * @param input a PNG or JPEG, or any other file: its bytes, or a Blob. A File, as a page gets it from a
 *   form or by drag and drop, brings its name.
 * @returns the PNG file
 * @throws NeuroveilError "usage" for options that do not fit together, "broken" for a damaged PNG, or
 *   a damaged JPEG whose pixels are wanted, "input" for pixels wanted of another file (by `payload` or
 *   `lossy`), for two images that differ in shape and for a File that cannot be read, "unsupported",
 *   "limit", "aborted"
 * @example
 * const { identity, recipient } = await generateIdentity(); // neuroveil/keys
 * const veiled = await encrypt(photo, { recipients: [recipient], name: "photo.jpg" });
 * const { bytes, name } = await decrypt(veiled, { identities: [identity] });
 */
export async function encrypt(input: Input, options: EncryptOptions): Promise<Uint8Array> {
  requireInput(input, "the input");
  refuseUnknown(options, names);
  if (!payloads.has(options.payload)) {
    throw new NeuroveilError(
      "usage",
      `expected payload pixels or file, got ${quoted(options.payload)}`,
    );
  }
  const { recipients, passphrase, key, payload, second, lossy, signal } = options;
  const { onProgress, onWarning } = options;
  if (lossy !== undefined && typeof lossy !== "boolean") {
    throw new NeuroveilError("usage", `expected lossy true or false, got ${quoted(lossy)}`);
  }
  if (second !== undefined) {
    refuseUnknown(second, ["bytes", "name", "modified"]);
    requireInput(second.bytes, "the second image");
  }
  const cipher = cipherById(options.cipher ?? defaultCipher);
  const protection = options.protection ?? "sealed";
  // Stretching a passphrase takes a second.
  stopIfAborted(signal);
  const contentKey = await createContentKey({ recipients, passphrase, key }, { signal });
  const run = { signal, onProgress };
  const bytes = await readInput(input, "the input");
  const settings = {
    contentKey,
    cipher,
    protection,
    payload,
    ...originOf(input, options),
    second: second && {
      bytes: await readInput(second.bytes, "the second image"),
      ...originOf(second.bytes, second),
    },
    lossy,
    ...run,
  };
  const { bytes: veiled, fallback, notKept } = await sealInput(bytes, settings);
  if (fallback !== undefined) onWarning?.(`${fallback}, so its bytes are encrypted as a file`);
  if (notKept.length > 0) {
    onWarning?.(`does not come back: ${notKept.join("; ")} (payload "file" keeps everything)`);
  }
  return veiled;
}
