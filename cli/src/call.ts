import { toFailure } from "@neuroveil/jobs";
import { CommanderError } from "commander";
import { refuseSecretArguments } from "./keys/secret-arguments.ts";
import { program } from "./program.ts";
import { printJson, say } from "./terminal/streams.ts";

/** Does what a command line asks for; says why where it cannot be done, and sets the exit code. */
export async function call(args: readonly string[]): Promise<void> {
  try {
    refuseSecretArguments(args);
    await program(args).parseAsync(args, { from: "user" });
  } catch (error) {
    fail(error, args);
  }
}

/** Ends a call that could not be done: one line, no stack trace, exit code 1 or 2. */
export function fail(error: unknown, args: readonly string[]): void {
  if (error instanceof CommanderError) {
    // Help and version were asked for: that is success, and commander has printed them.
    if (error.exitCode !== 0) process.exitCode = 2;
    if (error.exitCode !== 0 && wantsJson(args)) {
      printJson({ error: { code: "usage", message: error.message.replace(/^error: /, "") } });
    }
    return;
  }
  const failure = toFailure(error);
  say(failure.message);
  if (wantsJson(args)) printJson({ error: failure });
  process.exitCode = failure.code === "usage" ? 2 : 1;
}

/** Asked of the raw arguments: a call may fail before they are understood. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? undefined : end).includes("--json");
}
