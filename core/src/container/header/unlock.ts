import { NeuroveilError } from "../../errors.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import { deriveSubkeys, type Subkeys } from "../../keys/subkeys.ts";
import { unshared } from "../../bytes/unshared.ts";
import { concat } from "../../bytes/arrays.ts";
import { hashBeside, type ChunkContent } from "./chunk-content.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { decodeHeader, type Header } from "./header.ts";

/** A header whose MAC was checked, and the subkeys that go with it. */
export interface Unlocked {
  readonly header: Header;
  /** SHA-256 of the header's bytes: associated data of everything else. */
  readonly headerHash: Uint8Array;
  readonly subkeys: Subkeys;
  /** What the subkeys are derived from. */
  readonly contentKey: Uint8Array;
  /** False only where the laboratory asked to go on without. */
  readonly verified: boolean;
}

/**
 * Unwraps the content key and checks the header's MAC, before anything of the header is used for
 * another purpose. GCM does not commit to its key, HMAC does: a wrong key ends here.
 * @param allowUnverified go on when the MAC of a bare image does not match
 */
export async function unlock(
  content: ChunkContent,
  keys: KeyRing,
  allowUnverified: boolean,
  signal?: AbortSignal,
): Promise<Unlocked> {
  const header = decodeHeader(content.header);
  const contentKey = await keys.unwrap(header.wrapped, signal);
  const subkeys = await deriveSubkeys(contentKey, header.nonce, header);
  const [headerHash, beside] = await Promise.all([sha256(content.header), hashBeside(content)]);
  const verified = await crypto.subtle.verify(
    "HMAC",
    await subkeys.mac("header-mac"),
    unshared(content.mac),
    macInput(headerHash, beside),
  );
  if (!verified && !(allowUnverified && header.protection === "bare")) {
    throw wrongKey(keys, "this image");
  }
  return { header, headerHash, subkeys, contentKey, verified };
}

/** What the header's MAC is made of: everything of the image hangs on the one, all else on the other. */
export function macInput(headerHash: Uint8Array, beside: Uint8Array): Uint8Array<ArrayBuffer> {
  return unshared(concat([headerHash, beside]));
}

/** @param what was encrypted, for the message */
export function wrongKey(keys: Pick<KeyRing, "kind">, what: string): NeuroveilError {
  // A key that age unwrapped is the right one; a key given as such may be any.
  return keys.kind === "key"
    ? new NeuroveilError("key", {
        expected: `the key that encrypted ${what}`,
        got: "another one or a changed header",
        todo: "give the right key, or get the file again from its sender",
      })
    : new NeuroveilError("tampered", {
        expected: "the header as it was written",
        got: "a changed one",
        todo: "get the file again from its sender",
      });
}
