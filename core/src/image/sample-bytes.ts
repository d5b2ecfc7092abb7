import { formatOf } from "./formats.ts";

/** Bytes of samples that an image file says it has; undefined for other files and where nothing is said. */
export function sampleBytes(file: Uint8Array): number | undefined {
  try {
    return formatOf(file)?.sampleBytes?.(file);
  } catch {
    return undefined;
  }
}
