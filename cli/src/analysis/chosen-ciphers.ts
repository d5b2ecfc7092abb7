import { ciphers, type Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";

/**
 * The ciphers of a `--cipher` flag, each once, in the order given.
 * @param list ids separated by commas, or "all"
 * @throws {NeuroveilError} "usage" for an id that does not exist
 */
export function chosenCiphers(list: string): readonly Cipher[] {
  if (list === "all") return ciphers;
  const ids = new Set(list.split(",").map((id) => id.trim()));
  return [...ids].map((id) => {
    const found = ciphers.find((cipher) => cipher.id === id);
    if (found !== undefined) return found;
    const known = ciphers.map((cipher) => cipher.id).join(", ");
    throw new NeuroveilError(
      "usage",
      `expected all, or some of ${known} with commas between, got "${id}"; see \`neuroveil ciphers\``,
    );
  });
}
