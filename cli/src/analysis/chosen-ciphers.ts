import type { Cipher } from "neuroveil/ciphers";
import { knownCipher, knownCiphers } from "../registry/known-ciphers.ts";

/** What a cipher is compared with: one that should pass, and one that passes and protects nothing. */
const yardstickIds: ReadonlySet<string> = new Set(["aes-256-ctr", "canary"]);

/**
 * The ciphers of a `--cipher` flag, each once, in the order given.
 * @param list ids of ciphers and baselines with commas between, or "all" of both
 * @throws {NeuroveilError} "usage" for an id that does not exist
 */
export function chosenCiphers(list: string): readonly Cipher[] {
  if (list === "all") return knownCiphers;
  const ids = new Set(list.split(",").map((id) => id.trim()));
  return [...ids].map((id) => knownCipher(id, 'ids of ciphers with commas between, or "all"'));
}

/** AES and the canary, to be shown beside ciphers that do not include them. */
export function yardsticks(chosen: readonly Cipher[]): readonly Cipher[] {
  return knownCiphers.filter(
    ({ id }) => yardstickIds.has(id) && !chosen.some((each) => each.id === id),
  );
}
