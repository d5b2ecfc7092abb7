import { formatOf } from "./formats.ts";

/** Bytes of samples that an image file says it has; undefined for other files and where nothing is said. */
export async function sampleBytes(file: Uint8Array): Promise<number | undefined> {
  try {
    return await formatOf(file)?.sampleBytes?.(file);
  } catch {
    return undefined;
  }
}
