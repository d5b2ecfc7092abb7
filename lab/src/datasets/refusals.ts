import { NeuroveilError } from "neuroveil/errors";

/**
 * The refusal of the system to read something, as one line.
 * @param what e.g. "the folder photos"
 */
export function unreadable(what: string, error: unknown): NeuroveilError {
  const came = error instanceof Error ? error.message.replaceAll(/\s+/g, " ") : String(error);
  return new NeuroveilError(
    "input",
    `expected to read ${what}, got ${came}; check the name and its permissions`,
    { cause: error },
  );
}

/** The refusal of a file whose content is not what it should be. */
export function broken(path: string, expected: string, came: string): NeuroveilError {
  return new NeuroveilError(
    "broken",
    `expected ${expected} in ${path}, got ${came}; get the file again from where it came`,
  );
}
