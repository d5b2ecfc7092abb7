import { onLeftAlone, watchInterrupts } from "@neuroveil/files";
import { call, fail } from "./call.ts";
import { rawArguments } from "./terminal/raw-arguments.ts";
import { say, watchStreams } from "./terminal/streams.ts";

const args = rawArguments(process.argv.slice(2));
watchStreams();
watchInterrupts();
onLeftAlone(say);
process.on("uncaughtException", (error) => fail(error, args));
process.on("unhandledRejection", (error) => fail(error, args));

await call(args);
