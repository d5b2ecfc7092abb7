import { createHash } from "node:crypto";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { Cipher } from "neuroveil/ciphers";
import { readInput } from "../files/inputs.ts";

/** What the options of {@link takesOwnCipher} come to. */
export interface OwnCipherOptions {
  readonly module?: string;
  readonly command?: string;
  readonly callSeconds: number;
}

/** Where a cipher of one's own comes from. Plain data, copied to a worker. */
export interface OwnSource {
  /** Path of an ES module. */
  readonly module?: string;
  readonly command?: { readonly line: string; readonly callSeconds: number };
}

const defaultSeconds = 60;
const mostSeconds = 86_400;

/**
 * Adds the options for a cipher of one's own to a verb.
 * @param verb what is done with it, as help says it
 */
export function takesOwnCipher(command: Command, verb: string): Command {
  return command
    .option("--module <file>", `${verb} the cipher of an ES module of one's own`)
    .addOption(
      new Option(
        "--command <line>",
        `${verb} that of a program, such as 'python3 cipher.py'`,
      ).conflicts("module"),
    )
    .addOption(
      new Option("--call-seconds <n>", "seconds in which the program has to answer")
        .argParser(parseSeconds)
        .default(defaultSeconds),
    )
    .hook("postAction", async (called) => {
      if (called.opts<OwnCipherOptions>().command === undefined) return;
      const { tellWhatProgramsSaid } = await import("./cipher-program.ts");
      tellWhatProgramsSaid();
    });
}

/** The source that options name; undefined where they name none. */
export function ownSource({
  module,
  command,
  callSeconds,
}: OwnCipherOptions): OwnSource | undefined {
  if (module !== undefined) return { module };
  return command === undefined ? undefined : { command: { line: command, callSeconds } };
}

/**
 * The cipher of a source.
 * @throws {NeuroveilError} "input" for one that cannot be loaded, or does not pass the trials
 */
export async function loadOwnCipher({ module, command }: OwnSource): Promise<Cipher> {
  if (module !== undefined) {
    const { loadCipherModule } = await import("./cipher-module.ts");
    return await loadCipherModule(module);
  }
  const { loadCipherProgram } = await import("./cipher-program.ts");
  return await loadCipherProgram(command!);
}

/** What else the results of such a cipher depend on: SHA-256, in hex, of the module or of the program. */
export async function ownCode({ module, command }: OwnSource): Promise<string> {
  if (module !== undefined)
    return createHash("sha256")
      .update(await readInput(module))
      .digest("hex");
  const { programCode } = await import("./cipher-program.ts");
  return await programCode(command!);
}

/** The options that name a cipher of one's own again, as words of a call. */
export function ownWords({ module, command, callSeconds }: OwnCipherOptions): readonly string[] {
  if (module !== undefined) return ["--module", module];
  if (command === undefined) return [];
  const limit = callSeconds === defaultSeconds ? [] : ["--call-seconds", String(callSeconds)];
  return ["--command", command, ...limit];
}

function parseSeconds(value: string): number {
  const seconds = /^\d+$/.test(value) ? Number(value) : 0;
  if (seconds >= 1 && seconds <= mostSeconds) return seconds;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${mostSeconds}.`);
}
