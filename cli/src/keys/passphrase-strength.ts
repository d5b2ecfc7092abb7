import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/**
 * Guesses below which a passphrase is called weak. scrypt leaves a graphics card some thousand a
 * second, which is 10^10 in a few months.
 */
const enough = 1e10;

/** What is wrong with a passphrase, without a part of it; undefined for one that is hard to guess. */
export function weakness(passphrase: string): string | undefined {
  const { guesses, feedback } = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(
    passphrase,
  );
  if (guesses >= enough) return undefined;
  const common = /top|common|similar|word|names/i.test(feedback.warning ?? "");
  const kind = common ? "near to a common one" : "too short or too regular";
  return `${kind}, found in about 10^${Math.round(Math.log10(guesses))} guesses`;
}
