/**
 * A document as JSON text for scripts. JSON has no number for what is infinite: "infinity" and
 * "-infinity" stand for it. null is what does not exist, such as the correlation of an even tone.
 */
export function jsonText(document: unknown): string {
  return JSON.stringify(document, (_, value: unknown) => named(value), 2);
}

function named(value: unknown): unknown {
  if (value === Infinity) return "infinity";
  return value === -Infinity ? "-infinity" : value;
}
