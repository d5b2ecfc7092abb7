import { oneOf, type OptionReaders } from "./options.ts";

export interface DecryptChoice {
  /** Which of two images that were encrypted together. */
  readonly image?: "first" | "second";
  /** Pixels, where the original was sealed beside them. */
  readonly as?: "pixels";
}

export const decryptReaders: OptionReaders<DecryptChoice> = {
  image: oneOf(["first", "second"]),
  as: oneOf(["pixels"]),
};
