import type { ReadableFile } from "./bytes/random-access.ts";
import type { Input } from "./input.ts";
import type { DecryptedFrom } from "./laboratory/decrypt-from.ts";
import type { Decrypted, LaboratoryDecryptOptions, Verified } from "./laboratory/decrypt.ts";
import { refuseUnknown } from "./options.ts";

/** Exactly one of `identities`, `passphrase`, `key` and `keys`. */
export type DecryptOptions = Omit<LaboratoryDecryptOptions, "bare" | "unverified">;

/** A page that only encrypts does not fetch it. */
async function door(options: DecryptOptions): Promise<typeof import("./laboratory/decrypt.ts")> {
  const laboratory = await import("./laboratory/decrypt.ts");
  const { bare: _, unverified: _unverified, ...names } = laboratory.decryptNames;
  refuseUnknown(options, Object.keys(names));
  return laboratory;
}

/**
 * Decrypts what {@link encrypt} made. Nothing is returned unless every check has passed; images with
 * protection bare are refused here, neuroveil/laboratory takes them.
 * @param input a cipher image: its bytes, or a Blob or File
 * @throws NeuroveilError "usage", "input" when it is no cipher image or cannot be read, "key" when no key fits,
 *   "tampered" when it was changed, "broken", "unsupported", "weights", "limit", "aborted"
 */
export async function decrypt(input: Input, options: DecryptOptions): Promise<Decrypted> {
  const laboratory = await door(options);
  return await laboratory.decrypt(input, options);
}

/**
 * Decrypts, as {@link decrypt} does, from a file that is read in places: from 128 MiB on twice, and never
 * held as a whole, where the cipher's tiles are independent, as those of "hybrid" and "cnn-only". When it
 * resolves, everything has verified; `files` can then be written.
 * @throws NeuroveilError as {@link decrypt}; "limit" for what has to be in memory and is too large
 * @example
 * const { files } = await decryptFrom(input, { identities: [identity] });
 * const output = await open(files[0].name, "wx"); // node:fs/promises
 * await files[0].writeTo(output);
 * await output.close();
 */
export async function decryptFrom(
  input: ReadableFile,
  options: DecryptOptions,
): Promise<DecryptedFrom> {
  await door(options);
  const laboratory = await import("./laboratory/decrypt-from.ts");
  return await laboratory.decryptFrom(input, options);
}

/**
 * Decrypts, as {@link decrypt} does, to see that everything verifies, and keeps nothing of it.
 * @throws NeuroveilError as {@link decrypt}
 */
export async function verify(input: Input, options: DecryptOptions): Promise<Verified> {
  const laboratory = await door(options);
  return await laboratory.verify(input, options);
}
