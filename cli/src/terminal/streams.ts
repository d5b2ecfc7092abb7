import { systemError } from "../files/system-errors.ts";

/** Whoever reads our standard output may stop early (`| head`): that is no error. */
let stdoutOpen = true;

/** Call once at the start. */
export function watchStreams(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Every write that is still waiting fails in its turn; once is enough to hear of it, and what we
    // say about it must not be written there again.
    const first = stdoutOpen;
    stdoutOpen = false;
    if (first && error.code !== "EPIPE") {
      throw systemError("output", "to write to standard output", error);
    }
  });
  // Without a place for messages there is nobody to tell.
  process.stderr.on("error", () => undefined);
}

/** One line on standard output. */
export function print(line: string): void {
  if (stdoutOpen) process.stdout.write(`${line}\n`);
}

/** The one JSON document of a `--json` call. */
export function printJson(document: unknown): void {
  print(JSON.stringify(document, undefined, 2));
}

/** One line on standard error, under the program's name. */
export function say(line: string): void {
  process.stderr.write(`neuroveil: ${line}\n`);
}

/**
 * Raw bytes on standard output, at the reader's pace.
 * @returns whether the reader wants more
 */
export async function writeRaw(bytes: Uint8Array): Promise<boolean> {
  if (!stdoutOpen) return false;
  await new Promise<void>((resolve) => {
    // The callback comes when the bytes are gone or the reader is; either way we may go on.
    process.stdout.write(bytes, () => resolve());
  });
  return stdoutOpen;
}
