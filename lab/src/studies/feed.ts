import { spawn } from "node:child_process";
import { once } from "node:events";
import { NeuroveilError } from "neuroveil/errors";

/** Gives so many bytes of a keystream, in pieces. */
export type ByteSource = (bytes: number) => AsyncIterable<Uint8Array>;

/** A battery of tests in a program that reads its standard input. */
export interface BatteryProgram {
  readonly command: string;
  /** Where there is one. */
  readonly install: string;
}

/**
 * Feeds a program until it ends; what it does not read any more is lost on purpose.
 *
 * @returns what it printed
 * @throws {NeuroveilError} "unsupported" when it cannot be started
 */
export async function feed(
  { command, install }: BatteryProgram,
  options: readonly string[],
  source: AsyncIterable<Uint8Array>,
): Promise<string> {
  const child = spawn(command, options, { stdio: ["pipe", "pipe", "inherit"] });
  await once(child, "spawn").catch((cause: unknown) => {
    throw new NeuroveilError(
      "unsupported",
      `expected the program ${command}, could not start it; ${install}`,
      { cause },
    );
  });
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  let open = true;
  child.stdin.on("error", () => (open = false));
  const closed = once(child, "close").then(() => (open = false));
  for await (const part of source) {
    if (!open) break;
    if (!child.stdin.write(part)) {
      await Promise.race([once(child.stdin, "drain").catch(() => undefined), closed]);
    }
  }
  child.stdin.end();
  await closed;
  return output;
}
