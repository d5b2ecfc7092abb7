import { asFile, NeuroveilError } from "../errors.ts";
import { NotPixels } from "./not-pixels.ts";

/**
 * The refusal of a file that has its format's signature and damaged content.
 * @param problem what is wrong, as in "its IDAT chunk is cut short"
 */
export function damaged(format: string, problem: string, cause?: unknown): NeuroveilError {
  const refusal = {
    expected: `an intact ${format} file`,
    got: problem,
    sentence: `expected an intact ${format} file, but ${problem}`,
    todo: asFile,
    cause,
  };
  // Programs show damaged images without a word, so people have such files and keep them. What its
  // checksums find in a PNG, nobody has been shown: it happened on the way here, and must be known.
  return format === "PNG"
    ? new NeuroveilError("broken", refusal)
    : new NotPixels("broken", refusal, `a damaged ${format} (${problem})`);
}
