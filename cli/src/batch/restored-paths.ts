import { basename, dirname, join } from "node:path";
import type { SealedName } from "neuroveil";
import { outputPath, type Destination } from "../files/destination.ts";
import type { Input } from "../files/inputs.ts";
import { restoredName, secondName } from "../files/names.ts";

/** Where what a cipher image holds would best be written: one file, or two where it holds two. */
export function restoredPaths(
  names: readonly SealedName[],
  destination: Destination,
  input: Input,
): string[] {
  return names.map(({ name, extension }, i) => {
    if (i > 0 && destination.kind === "file" && extension !== undefined) {
      const { path } = destination;
      return join(dirname(path), secondName(basename(path), extension));
    }
    return outputPath(destination, input, (from) => restoredName(name, from, extension));
  });
}
