import { baselines } from "@neuroveil/lab";
import { ciphers, type Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";

const known: readonly Cipher[] = [...ciphers, ...baselines];
const yardstickId = "aes-256-ctr";

/**
 * The ciphers of a `--cipher` flag, each once, in the order given.
 * @param list ids of ciphers and baselines with commas between, or "all": every cipher of the library
 * @throws {NeuroveilError} "usage" for an id that does not exist
 */
export function chosenCiphers(list: string): readonly Cipher[] {
  if (list === "all") return ciphers;
  const ids = new Set(list.split(",").map((id) => id.trim()));
  return [...ids].map((id) => {
    const found = known.find((cipher) => cipher.id === id);
    if (found !== undefined) return found;
    throw new NeuroveilError(
      "usage",
      `expected all, or some of ${known.map((cipher) => cipher.id).join(", ")} with commas between, got "${id}"; leave --cipher out for hybrid`,
    );
  });
}

/** AES, to be shown beside ciphers that do not include it. */
export function yardstick(chosen: readonly Cipher[]): readonly Cipher[] {
  return known.filter(({ id }) => id === yardstickId && !chosen.some((each) => each.id === id));
}
