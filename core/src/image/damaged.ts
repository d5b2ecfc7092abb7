import { NeuroveilError } from "../errors.ts";

/**
 * The refusal of a file that has its format's signature and damaged content.
 * @param problem what is wrong, as in "its IDAT chunk is cut short"
 */
export function damaged(format: string, problem: string, cause?: unknown): NeuroveilError {
  const message = `expected an intact ${format} file, but ${problem}; payload "file" takes it as it is`;
  return new NeuroveilError("broken", message, { cause });
}
