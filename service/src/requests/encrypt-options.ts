import type { EncryptOptions } from "neuroveil";
import { cipherIds } from "neuroveil/registry";
import { listOf, numberBetween, oneOf, text, yesOrNo, type OptionReaders } from "./options.ts";

/**
 * What a request may choose of the library's options; the rest of them cannot be named. Bare images are
 * no choice: nothing but the network protects them. A `second` image and a passphrase come as parts.
 */
export type EncryptChoice = Pick<
  EncryptOptions,
  "recipients" | "cipher" | "payload" | "name" | "modified" | "lossy" | "keepOriginal" | "preview"
> & { readonly protection?: "sealed" | "authenticated" };

export const encryptReaders: OptionReaders<EncryptChoice> = {
  // Post-quantum recipients of age have some 2000 characters.
  recipients: listOf("age recipients (age1…)", { most: 256, mostLength: 4096 }),
  cipher: oneOf(cipherIds),
  protection: oneOf(["sealed", "authenticated"]),
  payload: oneOf(["pixels", "file"]),
  name: text("a file name of at most 1024 characters", { mostLength: 1024, inAddress: false }),
  modified: numberBetween(-9_007_199_254_740, 9_007_199_254_740, { whole: false }),
  lossy: yesOrNo,
  keepOriginal: yesOrNo,
  preview: numberBetween(16, 1024, { whole: true }),
};

/** In an address, a recipient stands for itself. */
export const encryptLists: Readonly<Record<string, string>> = { recipient: "recipients" };
