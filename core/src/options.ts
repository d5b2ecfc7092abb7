import { NeuroveilError } from "./errors.ts";

/**
 * Refuses option names that do not exist: a misspelt `protecton` must not quietly mean the default.
 * @throws NeuroveilError "usage"
 */
export function refuseUnknown(options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new NeuroveilError("usage", {
      expected: `options with a key among ${known.join(", ")}`,
      got: "none",
    });
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new NeuroveilError("usage", {
    expected: `options among ${known.join(", ")}`,
    got: quoted(unknown),
  });
}

/** What came instead of one of few words, for a message: never anything as long as a key. */
export function quoted(value: unknown): string {
  if (typeof value !== "string") return typeof value;
  return value.length < 40 ? JSON.stringify(value) : `a text of ${value.length} characters`;
}
