/** A process that encrypts a folder as the command line does: `WAY IN OUT`. Prints what it took, as JSON. */
import { availableParallelism } from "node:os";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { OutputFile } from "@neuroveil/files";
import { createPoolEngine, createThreadedEngine, type Engine } from "@neuroveil/jobs/images";
import { createContentKey } from "neuroveil/keys";
import { peakMemory } from "./own-peak.ts";

const [way, from, to] = process.argv.slice(2) as [string, string, string];
const names = await readdir(from);
const contentKey = await createContentKey({ key: new Uint8Array(32).fill(7) });
const ways: Readonly<Record<string, () => Promise<Engine>>> = {
  "one-thread": () => createPoolEngine(Math.min(names.length, availableParallelism())),
  "all-threads": createThreadedEngine,
};
const engine = await ways[way]!();
let next = 0;
const lane = async (): Promise<void> => {
  for (let name = names[next++]; name !== undefined; name = names[next++]) {
    const output = new OutputFile(join(to, name), { force: false, within: [] });
    const bytes = new Uint8Array(await readFile(join(from, name)));
    const job = { bytes, contentKey, cipher: "hybrid", protection: "sealed" as const, name };
    await engine.seal(job, output, () => undefined);
    await output.commit();
  }
};
await Promise.all(Array.from({ length: engine.width }, lane));
await engine.close();
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({
    seconds: performance.now() / 1000,
    processorSeconds: (user + system) / 1e6,
    peakBytes: await peakMemory(),
  }),
);
