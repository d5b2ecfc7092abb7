import { OutputFile, type InputFile } from "@neuroveil/files";
import type { LargeOpen } from "@neuroveil/jobs/images";
import type { DecryptedFrom } from "neuroveil";
import type { Input } from "../files/inputs.ts";

/** What was written, and what was told of it. */
export interface WrittenLarge extends DecryptedFrom {
  readonly warnings: readonly string[];
  /** Bytes of all results. */
  readonly bytes: number;
}

/**
 * Decrypts a file that is not held in memory into others, all of them or none.
 * @param paths of what was in it
 */
export async function decryptLarge(
  file: InputFile,
  { permissions }: Input,
  how: LargeOpen & { readonly force: boolean; readonly onProgress: (done: number) => void },
  paths: readonly string[],
): Promise<WrittenLarge> {
  const { openLarge } = await import("@neuroveil/jobs/images");
  const { force, onProgress, ...open } = how;
  return await openLarge(file, open, { onProgress }, async (opened) => {
    const within = permissions ? [permissions] : [];
    const outputs: OutputFile[] = [];
    let bytes = 0;
    try {
      for (const [i, restorable] of opened.files.entries()) {
        const { modified } = restorable!;
        const output = new OutputFile(paths[i]!, { force, within, modified });
        outputs.push(output);
        bytes += await restorable!.writeTo(output);
      }
      await file.requireUnchanged();
      await OutputFile.commitAll(outputs);
    } finally {
      for (const output of outputs) await output.discard();
    }
    return { ...opened, bytes };
  });
}
