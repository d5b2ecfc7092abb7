import type { Permissions } from "@neuroveil/files";
import { printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import type { QueueKeys } from "../sealed/keys.ts";
import { openBeneath } from "./beneath.ts";

/** A file as a job works on it. */
export interface JobInput {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Keyed digest of the bytes: the job's id takes it. */
  readonly content: string;
  readonly permissions: Permissions;
  /** When it was last changed, in milliseconds since 1970, to the microsecond. */
  readonly modified: number | undefined;
}

/** What Node reads at once. */
const mostBytes = 2 ** 31 - 1;
/** Bytes that are hashed before others get their turn: locks are renewed on this thread. */
const pieceBytes = 1 << 22;

/**
 * Reads a file below the root.
 * @throws {NeuroveilError} "input", "limit"
 */
export async function readBeneath(keys: QueueKeys, root: string, path: string): Promise<JobInput> {
  const file = await openBeneath(root, path);
  try {
    const status = await file.stat({ bigint: true });
    if (status.size > mostBytes) {
      throw new NeuroveilError("limit", {
        expected: "files of at most 2 GiB",
        got: `${status.size} bytes in ${printable(path)}`,
        todo: "split it or make it smaller",
      });
    }
    const read = await file.readFile();
    // Small files may share a pooled buffer; their own one can be handed to a thread.
    const bytes =
      read.length === read.buffer.byteLength ? new Uint8Array(read.buffer) : new Uint8Array(read);
    const microseconds = Number(status.mtimeNs / 1000n);
    return {
      bytes,
      content: await contentDigest(keys, bytes),
      permissions: { mode: Number(status.mode), gid: Number(status.gid) },
      modified: Number.isSafeInteger(microseconds) ? microseconds / 1000 : undefined,
    };
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    throw systemError("input", `to read ${printable(path)} below the workers' root`, error);
  } finally {
    await file.close();
  }
}

/** Keyed, so that nobody can try pictures against it. */
async function contentDigest(keys: QueueKeys, bytes: Uint8Array): Promise<string> {
  const hmac = keys.hmac("input");
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    hmac.update(bytes.subarray(at, at + pieceBytes));
    if (bytes.length > pieceBytes) await new Promise((resolve) => setImmediate(resolve));
  }
  return hmac.digest("base64url");
}
