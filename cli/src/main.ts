import { call, fail } from "./call.ts";
import { watchInterrupts } from "./terminal/interrupts.ts";
import { rawArguments } from "./terminal/raw-arguments.ts";
import { watchStreams } from "./terminal/streams.ts";

const args = rawArguments(process.argv.slice(2));
watchStreams();
watchInterrupts();
process.on("uncaughtException", (error) => fail(error, args));
process.on("unhandledRejection", (error) => fail(error, args));

await call(args);
