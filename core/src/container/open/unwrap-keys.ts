import { equal } from "../../bytes/arrays.ts";
import { NeuroveilError } from "../../errors.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import { readCarrier } from "../carrier/carrier.ts";
import { decodeContent } from "../header/chunk-content.ts";
import { decodeHeader } from "../header/header.ts";

/** What opens a cipher image, or regions of it. Plain data, which may cross to a worker. */
export interface UnwrappedKeys {
  /** With what it was unwrapped. */
  readonly kind: KeyRing["kind"];
  /** Content keys, and as what they stand in the file. */
  readonly keys: readonly {
    readonly wrapped: Uint8Array | undefined;
    readonly key: Uint8Array;
  }[];
}

/**
 * Unwraps the content key of a cipher image, or those of its regions where the image's own is for others.
 * @throws NeuroveilError "key" when no key fits, otherwise as `readHeader`
 */
export async function unwrapKeys(
  bytes: Uint8Array,
  ring: KeyRing,
  signal?: AbortSignal,
): Promise<UnwrappedKeys> {
  const { kind } = ring;
  const { header, regions } = decodeContent(readCarrier(bytes).content);
  const { wrapped } = decodeHeader(header);
  try {
    return { kind, keys: [{ wrapped, key: await ring.unwrap(wrapped, signal) }] };
  } catch (error) {
    const others = error instanceof NeuroveilError && error.code === "key";
    if (!others || regions === undefined) throw error;
    const { unwrapRegions } = await import("../regions/unlock-regions.ts");
    const keys = await unwrapRegions(regions, ring, signal);
    if (keys.length === 0) throw error;
    return { kind, keys };
  }
}

/** A key ring that has nothing else. */
export function ringOf({ kind, keys }: UnwrappedKeys): KeyRing {
  return {
    kind,
    unwrap(wrapped) {
      const found = keys.find(
        (own) => kind === "key" || own.wrapped === wrapped || isSame(own.wrapped, wrapped),
      );
      if (found !== undefined) return Promise.resolve(found.key);
      const refusal = { expected: "a key of this image", got: "one of some regions" };
      return Promise.reject(new NeuroveilError("key", refusal));
    },
  };
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && equal(one, other);
}
