import type { Cipher } from "../../ciphers/cipher.ts";
import { NeuroveilError } from "../../errors.ts";
import type { ChunkContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";

/**
 * The header says whether there is a residual, which only a lossy cipher has.
 * @throws NeuroveilError "broken" when cipher, header and chunk contradict each other; "tampered" when
 *   a residual that the header promises was taken out (not for a bare image that is opened unverified, which does without)
 */
export function checkResidual(
  header: Header,
  content: ChunkContent,
  cipher: Cipher,
  unverified: boolean,
): void {
  if (cipher.lossless !== (header.residual === undefined)) {
    const refusal = cipher.lossless
      ? { expected: `no field "residual" with ${cipher.id}, which loses nothing`, got: "one" }
      : { expected: `a field "residual" with ${cipher.id}, which is lossy`, got: "none" };
    throw new NeuroveilError("broken", refusal);
  }
  const promised = header.residual === true;
  if (!promised && content.residual !== undefined) {
    throw new NeuroveilError("broken", { expected: "no residual, as the header says", got: "one" });
  }
  if (promised && content.residual === undefined && !(unverified && mayBeLost(header))) {
    throw new NeuroveilError("tampered", {
      expected: "the residual that the header promises",
      got: "none",
      todo: "get the file again from its sender",
    });
  }
}

/** Nobody has a use for a file that is nearly right. */
export function mayBeLost({ protection, payload }: Header): boolean {
  return protection === "bare" && payload === "pixels";
}
