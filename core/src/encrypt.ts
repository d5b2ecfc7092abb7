import type { PositionedFile, ReadableFile } from "./container/index.ts";
import type { Input } from "./input.ts";
import {
  encryptNames,
  type Encrypted,
  type LaboratoryEncryptOptions,
} from "./laboratory/encrypt.ts";
import * as laboratory from "./laboratory/index.ts";
import { refuseUnknown } from "./options.ts";

/**
 * Exactly one of `recipients`, `passphrase`, `key` and `contentKey`, and what else there is to choose.
 * A File as input brings its name and time, where these are not given.
 */
export type EncryptOptions = Omit<LaboratoryEncryptOptions, "nonce">;

const { nonce: _, ...names } = encryptNames;

/**
 * Encrypts a file into a PNG that looks like noise: of the same width and height for an image.
 * @param input an image, or any other file: its bytes, or a Blob. A File, as a page gets it from a
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
  refuseUnknown(options, Object.keys(names));
  return await laboratory.encrypt(input, options);
}

/**
 * The same into a file, without ever holding the whole PNG: quicker, and in less memory. When it rejects,
 * what stands in the file must not be used.
 * @param file empty and open for writing, such as Node's `FileHandle`; the caller closes it
 * @param input as {@link encrypt} takes it; or how to read it in places: from 128 MiB on it is then read
 *   twice and never held as a whole, with a cipher whose tiles are independent, as "hybrid" and "cnn-only"
 * @throws NeuroveilError as {@link encrypt}, and what `file.write` rejects with
 */
export async function encryptTo(
  file: PositionedFile,
  input: Input | ReadableFile,
  options: EncryptOptions,
): Promise<Encrypted> {
  refuseUnknown(options, Object.keys(names));
  return await laboratory.encryptTo(file, input, options);
}
