#!/usr/bin/env node
/** `npm run service`: starts the service, prints its address, and ends it on SIGTERM or Ctrl+C. */
import { failureOf, traceOf } from "./errors/failure.ts";
import { listen } from "./server.ts";
import { createService } from "./service.ts";
import { settingsOf, startCommand, type StartOptions } from "./settings/start-options.ts";
import { systemMessage } from "@neuroveil/files";

const log = (line: string): void => void process.stdout.write(`${line}\n`);

async function start(options: StartOptions): Promise<void> {
  const settings = { ...(await settingsOf(options)), log };
  const service = await createService(settings);
  const listening = await listen(service, options, settings.limits).catch(
    async (error: unknown) => {
      await service.close();
      throw error;
    },
  );
  void service.broken.then((error) => {
    process.stderr.write(`neuroveil-service: ${failureOf(error).detail}\n`);
    process.exit(1);
  });
  process.stderr.write(`The service is at ${listening.url} (Ctrl+C ends it)\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // The second time there is no more patience.
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      void listening.stop();
    });
  }
}

await startCommand()
  .action(async (options: StartOptions) => start(options))
  .parseAsync()
  .catch((error: unknown) => {
    const { code, detail } = failureOf(error);
    const said = code === "internal" ? (systemMessage(error) ?? traceOf(error)) : detail;
    process.stderr.write(`neuroveil-service: ${said}\n`);
    process.exitCode = code === "usage" ? 2 : 1;
  });
