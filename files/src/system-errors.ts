import { NeuroveilError, type ErrorCode } from "neuroveil/errors";
import { printable } from "./printable.ts";

/** What the operating system's refusals mean to the person at the keyboard, and what to do. */
const advice: Readonly<Record<string, readonly [came: string, todo: string]>> = {
  ENOENT: ["no such file", "check the name"],
  ENOTDIR: ["a file where a folder should be", "check the path"],
  EISDIR: ["a folder", "name a file"],
  EACCES: ["permission denied", "check its permissions"],
  EPERM: ["operation not permitted", "check its permissions"],
  EROFS: ["a read-only file system", "choose another folder"],
  ENOSPC: ["a full disk", "free some space and try again"],
  EDQUOT: ["an exhausted disk quota", "free some space and try again"],
  EFBIG: ["the limit on file sizes", "raise the limit (ulimit -f) or choose another folder"],
  ENAMETOOLONG: ["a name that is too long", "choose a shorter one with --output"],
  EMFILE: ["too many open files", "raise the limit (ulimit -n)"],
  ELOOP: ["a circle of symbolic links", "name the file itself"],
  EIO: ["an input/output error", "check the disk"],
  EEXIST: ["a file that is already there", "add --force to replace it"],
  EBUSY: ["something that another program is using", "try again when it has ended"],
  ERR_FS_FILE_TOO_LARGE: ["a file over 2 GiB", "split it or make it smaller"],
};

/** One line about an error of node:fs, or undefined when `error` is none. */
export function systemMessage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return undefined;
  }
  const known = advice[error.code];
  if (known === undefined) return undefined;
  const path =
    "path" in error && typeof error.path === "string" ? ` for ${printable(error.path)}` : "";
  return `expected the system to allow it${path}, got ${known[0]}; ${known[1]}`;
}

/**
 * The same as an error to throw, naming what was being done.
 * @param expected what should have been possible, e.g. "to read photo.jpg"
 */
export function systemError(code: ErrorCode, expected: string, error: unknown): NeuroveilError {
  const system = error instanceof Error && "code" in error ? String(error.code) : "";
  const [came, todo] = advice[system] ?? [
    error instanceof Error ? error.message : String(error),
    "check the path",
  ];
  return new NeuroveilError(code, { expected: expected, got: came, todo: todo, cause: error });
}

/** Whether an error is the system's refusal with this code. */
export function isSystemError(error: unknown, code: string): error is Error {
  return error instanceof Error && "code" in error && error.code === code;
}
