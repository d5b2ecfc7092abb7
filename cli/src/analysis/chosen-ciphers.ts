import { baselines } from "@neuroveil/lab/baselines";
import { ciphers, unknownCipher, type Cipher } from "neuroveil/ciphers";

const known: readonly Cipher[] = [...ciphers, ...baselines];
/** What a cipher is compared with: one that should pass, and one that passes and protects nothing. */
const yardstickIds: ReadonlySet<string> = new Set(["aes-256-ctr", "canary"]);

/**
 * The ciphers of a `--cipher` flag, each once, in the order given.
 * @param list ids of ciphers and baselines with commas between, or "all" of both
 * @throws {NeuroveilError} "usage" for an id that does not exist
 */
export function chosenCiphers(list: string): readonly Cipher[] {
  if (list === "all") return known;
  const ids = new Set(list.split(",").map((id) => id.trim()));
  return [...ids].map((id) => {
    const found = known.find((cipher) => cipher.id === id);
    if (found !== undefined) return found;
    throw unknownCipher(
      'ids of ciphers with commas between, or "all"',
      id,
      known.map((cipher) => cipher.id),
    );
  });
}

/** AES and the canary, to be shown beside ciphers that do not include them. */
export function yardsticks(chosen: readonly Cipher[]): readonly Cipher[] {
  return known.filter(({ id }) => yardstickIds.has(id) && !chosen.some((each) => each.id === id));
}
