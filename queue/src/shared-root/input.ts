import type { Permissions } from "@neuroveil/files";
import { printable } from "@neuroveil/files";
import { NeuroveilError, sizeText } from "neuroveil/errors";
import type { QueueKeys } from "../sealed/keys.ts";

/** A file as a job works on it. */
export interface JobInput {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Keyed digest of the bytes: the job's id takes it. */
  readonly content: string;
  /** Undefined where there is no such thing. */
  readonly permissions: Permissions | undefined;
  /** When it was last changed, in milliseconds since 1970, to the microsecond. */
  readonly modified: number | undefined;
}

/** What Node reads at once. */
export const mostBytes: number = 2 ** 31 - 1;
/** Bytes that are hashed before others get their turn: locks are renewed on this thread. */
const pieceBytes = 1 << 22;

export function tooLarge(size: number, most: number, name: string): NeuroveilError {
  return new NeuroveilError("limit", {
    expected: `a file of at most ${sizeText(most)}`,
    got: `${sizeText(size)} in ${printable(name)}`,
    todo: "split it or make it smaller",
  });
}

/** Keyed, so that nobody can try pictures against it. */
export async function contentDigest(
  keys: QueueKeys,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const hmac = keys.hmac("input");
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    hmac.update(bytes.subarray(at, at + pieceBytes));
    if (bytes.length > pieceBytes) await new Promise((resolve) => setImmediate(resolve));
  }
  return hmac.digest("base64url");
}
