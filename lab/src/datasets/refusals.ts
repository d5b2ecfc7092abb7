import { NeuroveilError } from "neuroveil/errors";

/** The refusal of a file whose content is not what it should be. */
export function broken(path: string, expected: string, came: string): NeuroveilError {
  return new NeuroveilError("broken", {
    expected: `${expected} in ${path}`,
    got: came,
    todo: "get the file again from where it came",
  });
}
