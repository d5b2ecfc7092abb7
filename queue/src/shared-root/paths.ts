import { printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";

/**
 * The parts of a path that a job names, below the workers' root.
 * @throws {NeuroveilError} "input" for what leads elsewhere (`..`, an absolute path), for hidden files and
 *   folders, and for what is no path
 */
export function pathParts(path: string): readonly string[] {
  const parts = path === "" ? [] : path.split("/");
  for (const part of parts) if (!isPlain(part)) throw outside(path);
  return parts;
}

/** Names that a batch would not find either: nothing hidden, so neither "." nor "..". */
function isPlain(part: string): boolean {
  return part !== "" && !part.startsWith(".") && !/[\0\\]/.test(part) && !/^[A-Za-z]:/.test(part);
}

function outside(path: string): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "a path below the workers' root, through no hidden folder",
    got: printable(path.slice(0, 200)),
    todo: "only what lies below --root can be asked of workers",
  });
}
