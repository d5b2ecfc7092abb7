import { lstat } from "node:fs/promises";
import { systemPath } from "@neuroveil/files";
import type { EncryptJob } from "@neuroveil/queue";
import type { Input } from "../files/inputs.ts";
import { readersOf } from "../keys/key-options.ts";
import { openProducer, producerWidth } from "../queue/producing.ts";
import type { EncryptBatch, SealedBatch } from "./encrypt-files.ts";
import type { Done } from "./results.ts";
import { runBatch } from "./run-batch.ts";
import { sealedDone } from "./sealed-done.ts";

/** Has workers on other machines encrypt files. No key is made here, and no picture leaves the folder. */
export async function encryptQueued(
  planned: ReadonlyMap<Input, string>,
  { bucket, options, known, voice }: EncryptBatch,
): Promise<SealedBatch> {
  const recipients = [...new Set(await readersOf(options))].toSorted();
  const { producer, root } = await openProducer(options);
  const { cipher, protection, payload, lossy } = options;
  let jpegs = 0;
  const work = async (input: Input): Promise<Done> => {
    const output = planned.get(input)!;
    const job: EncryptJob = {
      kind: "encrypt",
      input: await root.named(input.path),
      output: await root.named(output),
      recipients,
      cipher,
      protection,
      ...(payload !== undefined && { payload }),
      ...(lossy && { lossy }),
    };
    const ending = await producer.run({
      job,
      isThere: () => bucket?.exists(output) ?? isThere(output),
    });
    if (ending.pixelsOfJpeg) jpegs += 1;
    const chosen = { notKept: [], ...ending };
    const done = sealedDone(output, known, chosen, ending.sizes);
    return ending.status === "kept" ? { ...done, status: "skipped" } : done;
  };
  const batch = { label: "encrypting", voice, width: producerWidth, known, stopped };
  try {
    return { results: await runBatch([...planned.keys()], batch, work), jpegs };
  } finally {
    await producer.close();
  }
}

/** What a producer says when it is told to stop. */
export const stopped =
  "stopped: workers finish what was asked of them; the same call with --skip-existing goes on";

/** Whether a result is there. */
export function isThere(path: string): Promise<boolean> {
  return lstat(systemPath(path)).then(
    () => true,
    () => false,
  );
}
