import { fstatSync, readSync, statSync } from "node:fs";
import { cleanUp, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { jsonText } from "./json-text.ts";

/** What a shell reports of a program that a broken pipe has ended: 128 + SIGPIPE. */
const brokenPipe = 141;

let stdoutOpen = true;
/** Whether something was printed that nobody has anywhere else. */
let productPrinted = false;
let closedLookedFor = false;

/** Call once at the start. */
export function watchStreams(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Every write that is still waiting fails in its turn; once is enough to hear of it, and what we
    // say about it must not be written there again.
    const first = stdoutOpen;
    stdoutOpen = false;
    if (!first) return;
    if (error.code !== "EPIPE") throw systemError("output", "to write to standard output", error);
    // Whoever reads our standard output has stopped (`| head`). Where that was all that the call was
    // for, it ends as every tool does, without a word; files are written to their end.
    if (!productPrinted) return;
    cleanUp();
    process.exit(brokenPipe);
  });
  // Without a place for messages there is nobody to tell.
  process.stderr.on("error", () => undefined);
}

/**
 * One line on standard output, where the line is what the call was for.
 * @throws {NeuroveilError} "output" when standard output is closed
 */
export function print(line: string): void {
  requireOpen();
  productPrinted = true;
  if (stdoutOpen) process.stdout.write(`${line}\n`);
}

/** One line on standard output about files that are there whether anybody reads it or not. */
export function remark(line: string): void {
  if (stdoutOpen) process.stdout.write(`${line}\n`);
}

/** The one JSON document of a `--json` call. */
export function printJson(document: unknown): void {
  print(jsonText(document));
}

/** One line on standard error, under the program's name. */
export function say(line: string): void {
  process.stderr.write(`neuroveil: ${line}\n`);
}

/**
 * Raw bytes on standard output, at the reader's pace.
 * @returns whether the reader wants more
 * @throws {NeuroveilError} "output" when standard output is closed or the system refuses
 */
export async function writeRaw(bytes: Uint8Array): Promise<boolean> {
  requireOpen();
  productPrinted = true;
  if (!stdoutOpen) return false;
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(bytes, (error: NodeJS.ErrnoException | null | undefined) => {
      // A reader that is gone is seen to when the stream itself tells of it.
      if (!error || error.code === "EPIPE") return resolve();
      stdoutOpen = false;
      reject(systemError("output", "to write to standard output", error));
    });
  });
  return stdoutOpen;
}

/**
 * Bytes are nothing for a screen, and their control codes may do anything to it.
 * @param todo what to write instead, e.g. "> photo.png"
 * @throws {NeuroveilError} "usage" when standard output is a terminal
 */
export function refuseTerminal(todo: string): void {
  if (!process.stdout.isTTY) return;
  throw new NeuroveilError("usage", {
    expected: "a pipe or a file for the raw bytes",
    got: "a terminal",
    todo: `add ${todo}`,
  });
}

/** Once; from then on nothing more is written to a closed standard output. */
function requireOpen(): void {
  if (closedLookedFor) return;
  closedLookedFor = true;
  if (!isClosed()) return;
  stdoutOpen = false;
  throw new NeuroveilError("output", {
    expected: "to write to standard output",
    got: "a closed one",
    todo: "give it a file or a pipe",
  });
}

/**
 * Whether standard output was closed when we were started (`>&-`). Node then puts /dev/null in its
 * place, where everything would be lost without a word. It opens it for reading, too; a user's own
 * `> /dev/null` is for writing.
 */
function isClosed(): boolean {
  if (process.platform === "win32") return false;
  try {
    const status = fstatSync(1);
    if (!status.isCharacterDevice() || status.rdev !== statSync("/dev/null").rdev) return false;
    readSync(1, new Uint8Array(1));
    return true;
  } catch {
    return false;
  }
}
