import { dirname, join } from "node:path";
import { exists, isFolder, portablePath, printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { looksLikeFolder, type Input } from "./inputs.ts";
import { standardStream } from "./standard-input.ts";

/** Where results go. */
export type Destination =
  | { readonly kind: "beside" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string }
  /** Standard output. */
  | { readonly kind: "stream" };

/**
 * What `--output` means: a folder when it is one, ends in a slash, or has to hold several results;
 * standard output for `-`, and without it for what comes from standard input.
 * @throws {NeuroveilError} "usage" when it is empty, or several results would need a folder
 */
export async function findDestination(
  output: string | undefined,
  names: readonly string[],
): Promise<Destination> {
  if (output === undefined) {
    return names.includes(standardStream) ? { kind: "stream" } : { kind: "beside" };
  }
  if (output === "") {
    throw new NeuroveilError("usage", {
      expected: "a file or a folder after --output",
      got: "an empty name",
      todo: "leave the flag out to write beside the input",
    });
  }
  const several = names.length > 1 || (await Promise.all(names.map(isFolder))).includes(true);
  if (output === standardStream) {
    if (!several) return { kind: "stream" };
    throw new NeuroveilError("usage", {
      expected: "one file for standard output (-)",
      got: "several",
      todo: "name a folder after --output",
    });
  }
  if ((await isFolder(output)) || looksLikeFolder(output)) return { kind: "folder", path: output };
  if (!several) return { kind: "file", path: output };
  if (await exists(output)) {
    throw new NeuroveilError("usage", {
      expected: "a folder after --output for several results",
      got: `the file ${printable(output)}`,
      todo: "name a folder",
    });
  }
  return { kind: "folder", path: output };
}

/**
 * The path of one result.
 * @param name makes the result's base name from the input's path
 */
export function outputPath(
  destination: Destination,
  input: Input,
  name: (path: string) => string,
): string {
  if (destination.kind === "file") return destination.path;
  if (destination.kind === "stream") return standardStream;
  return join(outputFolder(destination, input), name(input.path));
}

/** The folder that an input's results come to lie in. */
export function outputFolder(destination: Destination, input: Input): string {
  if (destination.kind === "file") return dirname(destination.path);
  if (destination.kind === "beside") return dirname(input.path);
  if (destination.kind === "stream") return ".";
  return join(destination.path, portablePath(dirname(input.relative)));
}
