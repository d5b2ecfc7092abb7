import { fstat } from "node:fs";
import { promisify } from "node:util";
import { type Permissions, printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";

/** The name that stands for standard input, and for standard output. A file of that name is `./-`. */
export const standardStream = "-";

const standardInput = "standard input";

/** What messages call an input. */
export function inputName(path: string): string {
  return path === standardStream ? standardInput : printable(path);
}

/** What messages call a result. */
export function outputName(path: string): string {
  return path === standardStream ? "standard output" : printable(path);
}

/** As long as a file may be that is read at once. */
const mostBytes = 2 ** 31 - 1;

/**
 * All of standard input, in memory like every other input: nothing of it touches the disk.
 * @throws {NeuroveilError} "usage" for a terminal, "input" when nothing comes or it cannot be read,
 *   "limit" over 2 GiB
 */
export async function readStandardInput(): Promise<Uint8Array<ArrayBuffer>> {
  if (process.stdin.isTTY) {
    throw new NeuroveilError("usage", {
      expected: "a file on standard input (-)",
      got: "a terminal",
      todo: "pipe one in, as in `cat photo.jpg | neuroveil …`",
    });
  }
  // Node takes a folder for a file without content.
  if ((await promisify(fstat)(0).catch(() => undefined))?.isDirectory()) {
    throw new NeuroveilError("input", {
      expected: `a file on ${standardInput}`,
      got: "a folder",
      todo: "name it",
    });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > mostBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw systemError("input", `to read ${standardInput}`, error);
  }
  if (length > mostBytes) {
    throw new NeuroveilError("limit", {
      expected: `to read ${standardInput}`,
      got: "over 2 GiB",
      todo: "split it or make it smaller",
    });
  }
  if (length === 0) {
    throw new NeuroveilError("input", {
      expected: `a file on ${standardInput}`,
      got: "nothing",
      todo: "check the command before the pipe",
    });
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Of a file behind `<`, who may read it: its results are for nobody else. Nothing of a pipe. */
export async function standardInputPermissions(): Promise<Permissions | undefined> {
  const status = await promisify(fstat)(0).catch(() => undefined);
  return status?.isFile() ? { mode: status.mode, gid: status.gid } : undefined;
}

/**
 * Refuses a call that would have to read standard input twice, or beside other files.
 * @param names the files to work on
 * @param others what else the call reads: keys, a second image
 * @throws {NeuroveilError} "usage"
 */
export function checkStandardInput(
  names: readonly string[],
  others: readonly (string | undefined)[] = [],
): void {
  const uses = [...names, ...others].filter((name) => name === standardStream).length;
  if (uses > 1) {
    throw usage("standard input (-) once", `it ${uses} times`, "give the others as files");
  }
  if (names.includes(standardStream) && names.length > 1) {
    throw usage("standard input (-) alone", "it beside files", "do them in a call of their own");
  }
}

function usage(expected: string, got: string, todo?: string): NeuroveilError {
  return new NeuroveilError("usage", { expected, got, todo });
}
