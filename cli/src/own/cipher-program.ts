import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { commandWords, quoted, startCipher, type ProgramCipher } from "@neuroveil/lab/programs";
import type { Cipher } from "neuroveil/ciphers";
import { say } from "../terminal/streams.ts";
import { requireOwnId } from "./own-id.ts";

/** A program that computes a cipher. Plain data, copied to a worker. */
export interface ProgramSource {
  /** Its command line, as {@link commandWords} reads it. */
  readonly line: string;
  /** Seconds that an answer may take. */
  readonly callSeconds: number;
}

/** Programs of this thread. */
const started = new Map<Cipher, ProgramCipher["program"]>();

/**
 * Starts somebody's own program and takes its cipher.
 * @throws {NeuroveilError} "input" when there is no such program, or when its cipher does not pass the
 *   trials; "usage" for a line that cannot be read
 */
export async function loadCipherProgram(source: ProgramSource): Promise<Cipher> {
  const { cipher, program } = await startCipher(commandWords(source.line), source);
  started.set(cipher, program);
  requireOwnId(cipher, program.name);
  return cipher;
}

/** Whether a cipher's program has ended, so that it has to be started anew. */
export function hasFailed(cipher: Cipher): boolean {
  return started.get(cipher)?.failure !== undefined;
}

/** SHA-256, in hex, of a command line and of the files that it names. */
export async function programCode({ line }: ProgramSource): Promise<string> {
  const hash = createHash("sha256").update(line);
  for (const word of commandWords(line)) {
    const isFile = await stat(word).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) hash.update(await readFile(word));
  }
  return hash.digest("hex");
}

/** Tells what programs have said to standard error, which is theirs for messages: a line each. */
export function tellWhatProgramsSaid(): void {
  for (const { name, said } of started.values()) {
    const lines = said.split("\n").filter((line) => line.trim() !== "");
    if (lines.length === 0) continue;
    const more = lines.length === 1 ? "" : ` (${lines.length} lines in all)`;
    say(`${name} wrote to standard error: ${quoted(lines[0]!)}${more}`);
  }
}
