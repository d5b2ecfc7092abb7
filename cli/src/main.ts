import { CommanderError } from "commander";
import { toFailure } from "./failure.ts";
import { program } from "./program.ts";
import { watchInterrupts } from "./terminal/interrupts.ts";
import { printJson, say, watchStreams } from "./terminal/streams.ts";

watchStreams();
watchInterrupts();
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

try {
  await program().parseAsync();
} catch (error) {
  fail(error);
}

/** Ends a call that could not be done: one line, no stack trace, exit code 1 or 2. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    // Help and version were asked for: that is success, and commander has printed them.
    if (error.exitCode !== 0) process.exitCode = 2;
    if (error.exitCode !== 0 && wantsJson()) {
      printJson({ error: { code: "usage", message: error.message.replace(/^error: /, "") } });
    }
    return;
  }
  const failure = toFailure(error);
  say(failure.message);
  if (wantsJson()) printJson({ error: failure });
  process.exitCode = failure.code === "usage" ? 2 : 1;
}

/** Asked of the raw arguments: a call may fail before they are understood. */
function wantsJson(): boolean {
  const end = process.argv.indexOf("--");
  return process.argv.slice(2, end === -1 ? undefined : end).includes("--json");
}
