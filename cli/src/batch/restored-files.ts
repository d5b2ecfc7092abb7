import { basename, dirname, join } from "node:path";
import { differentName } from "neuroveil/container";
import { outputPath, type Destination } from "../files/destination.ts";
import type { Input } from "../files/inputs.ts";
import { restoredName, secondName } from "../files/names.ts";
import type { Restored } from "./jobs.ts";

/** Where what came out of a cipher image is to be written: one file, or two where it held two. */
export function restoredFiles(
  restored: Restored,
  destination: Destination,
  input: Input,
): { readonly path: string; readonly bytes: Uint8Array }[] {
  const { bytes, name, extension, second } = restored;
  const path = outputPath(destination, input, (from) => restoredName(name, from, extension));
  const first = { path, bytes };
  if (second === undefined) return [first];
  const taken = basename(path);
  const beside =
    destination.kind === "file"
      ? join(dirname(path), secondName(taken, second.extension))
      : outputPath(destination, input, (from) =>
          differentName(restoredName(second.name, from, second.extension), taken),
        );
  return [first, { path: beside, bytes: second.bytes }];
}
