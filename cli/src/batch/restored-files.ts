import { basename, dirname, join } from "node:path";
import { outputPath, type Destination } from "../files/destination.ts";
import type { Input } from "../files/inputs.ts";
import { restoredName, secondName } from "../files/names.ts";
import type { Output } from "../files/outputs.ts";
import type { Restored } from "./jobs.ts";

/**
 * What came out of a cipher image and where it would best be written: one file, or two where it held
 * two.
 */
export function restoredFiles(
  restored: Restored,
  destination: Destination,
  input: Input,
): Output[] {
  const { bytes, name, extension, modified, second } = restored;
  const path = outputPath(destination, input, (from) => restoredName(name, from, extension));
  const first = { path, bytes, modified };
  if (second === undefined) return [first];
  const beside =
    destination.kind === "file"
      ? join(dirname(path), secondName(basename(path), second.extension))
      : outputPath(destination, input, (from) => restoredName(second.name, from, second.extension));
  return [first, { path: beside, bytes: second.bytes, modified: second.modified }];
}
