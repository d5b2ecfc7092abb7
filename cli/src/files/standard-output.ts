import { writeRaw } from "../terminal/streams.ts";

/** Written at once: a pipe's reader may stop in between. */
const pieceBytes = 1 << 20;

/** @throws {NeuroveilError} "output" when the system refuses; a reader that stops ends the process */
export async function writeToStandardOutput(bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    if (!(await writeRaw(bytes.subarray(at, at + pieceBytes)))) return;
  }
}
