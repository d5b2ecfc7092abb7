// Few ciphers are lossy: a page fetches this when it meets one.
import { NeuroveilError } from "../../errors.ts";
import type { ChunkContent } from "../header/chunk-content.ts";
import { openBox } from "../box/sealed-box.ts";
import type { Unlocked } from "../header/unlock.ts";
import { mayBeLost } from "./check-residual.ts";
import { addResidual, decodeResidual, type Residual } from "./residual.ts";

/**
 * Unseals the residual that the header promises. That of a bare image may be lost where nothing is verified:
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
  return await addResidual(samples, residual, signal);
}
