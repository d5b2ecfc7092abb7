import type { Cipher } from "../../ciphers/cipher.ts";
import { NeuroveilError } from "../../errors.ts";
import type { ChunkContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";
import type { Residual } from "./residual.ts";
import { openBox } from "../box/sealed-box.ts";
import type { Unlocked } from "../header/unlock.ts";

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

/**
 * Unseals the residual, where there is one. That of a bare image may be lost where nothing is verified:
 * what comes out is near to the image.
 * @throws NeuroveilError "tampered" when its tag does not match (not for a bare image that is opened
 *   unverified, which warns), "broken" when it is authentic and malformed
 */
export async function openResidual(
  { residual }: ChunkContent,
  { header, headerHash, subkeys }: Unlocked,
  {
    unverified,
    warn,
    signal,
  }: {
    readonly unverified: boolean;
    readonly warn: (message: string) => void;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Residual | undefined> {
  if (header.residual !== true) return undefined;
  let plain: Uint8Array | undefined;
  if (residual !== undefined) {
    const key = await subkeys.gcm("residual");
    try {
      plain = await openBox(key, headerHash, residual, "residual");
    } catch (error) {
      const lost = error instanceof NeuroveilError && error.code === "tampered";
      if (!lost || !unverified || !mayBeLost(header)) throw error;
    }
  }
  if (plain !== undefined) {
    const { decodeResidual } = await import("./residual.ts");
    return await decodeResidual(plain, header, signal);
  }
  warn("the sealed residual is missing or does not match its tag; the result is an approximation");
  return undefined;
}

/**
 * Adds a residual to what a lossy cipher gave.
 * @returns whether the sum has the digest that the residual names
 */
export async function mended(
  samples: Uint8Array,
  residual: Residual,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  // Few ciphers are lossy: a page fetches this when it meets one.
  const { addResidual } = await import("./residual.ts");
  return await addResidual(samples, residual, signal);
}

/** Nobody has a use for a file that is nearly right. */
function mayBeLost({ protection, payload }: Header): boolean {
  return protection === "bare" && payload === "pixels";
}
