import { basename, join } from "node:path";
import type { DecryptJob } from "@neuroveil/queue";
import { outputFolder } from "../files/destination.ts";
import type { Input } from "../files/inputs.ts";
import { hasCipherName } from "../files/names.ts";
import { openProducer, producerWidth } from "../queue/producing.ts";
import { approximation } from "./approximation.ts";
import { unknown, type DecryptBatch } from "./decrypt-files.ts";
import { isThere, stopped } from "./encrypt-queued.ts";
import type { Done, Result } from "./results.ts";
import { runBatch } from "./run-batch.ts";

/** Has workers on other machines decrypt files, with identities that only they have. */
export async function decryptQueued({
  inputs,
  bucket,
  destination,
  options,
  voice,
}: DecryptBatch): Promise<Result[]> {
  const { producer, root, keys } = await openProducer(options);
  const work = async (input: Input): Promise<Done | undefined> => {
    if (input.found && !hasCipherName(input.path)) {
      const { isContainer } = await import("neuroveil/container");
      const path = await root.named(input.path);
      const { bytes } = await root.read(keys, path);
      if (!isContainer(bytes)) return undefined;
    }
    const folder = bucket?.folderOf(input) ?? outputFolder(destination, input);
    const job: DecryptJob = {
      kind: "decrypt",
      input: await root.named(input.path),
      folder: await root.named(folder),
      ...(options.protection === "bare" && { bare: true }),
    };
    const paths = (names: readonly string[]): readonly string[] =>
      names.map((name) => (bucket ? folder + basename(name) : join(folder, basename(name))));
    const there = (path: string): Promise<boolean> => bucket?.exists(path) ?? isThere(path);
    const ending = await producer.run({
      job,
      isThere: async ({ names }) => !(await Promise.all(paths(names).map(there))).includes(false),
    });
    const { cipher, protection, payload, sizes, lossy, warnings = [] } = ending;
    const [output, secondOutput] = paths(ending.names) as [string, string?];
    return {
      status: ending.status === "kept" ? "skipped" : "written",
      output,
      ...(secondOutput !== undefined && { secondOutput }),
      cipher,
      protection,
      payload,
      sizes,
      ...(lossy && { lossy }),
      warnings: lossy ? [...warnings, approximation] : warnings,
    };
  };
  const batch = { label: "decrypting", voice, width: producerWidth, known: unknown, stopped };
  try {
    return await runBatch(inputs, batch, work);
  } finally {
    await producer.close();
  }
}
