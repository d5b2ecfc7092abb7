import { NeuroveilError } from "./errors.ts";

/**
 * Refuses option names that do not exist: a misspelt `protecton` must not quietly mean the default.
 * @throws NeuroveilError "usage"
 */
export function refuseUnknown(options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new NeuroveilError(
      "usage",
      `expected options with a key among ${known.join(", ")}, got none`,
    );
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new NeuroveilError(
    "usage",
    `expected options among ${known.join(", ")}, got ${JSON.stringify(unknown)}`,
  );
}
