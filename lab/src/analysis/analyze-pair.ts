import type { Image } from "neuroveil/image";
import { analyzeElsewhere, type ElsewhereJudgement, type MadeElsewhere } from "./made-elsewhere.ts";

/**
 * Judges a cipher image made elsewhere beside its plain image, as one family of tests at level `alpha`:
 * the metrics of `analyzeCipher` that need neither the cipher nor its key. NPCR, UACI, avalanche and key
 * sensitivity compare encryptions with each other and are therefore absent.
 *
 * @param cipher of the plain image's size and channels, and of its depth or, for depths that do not fill
 *   whole bytes, of the whole bytes
 * @param alpha level of the whole family
 * @throws {NeuroveilError} "input" when the two images do not fit together
 */
export async function analyzePair(
  plain: Image,
  cipher: Image,
  alpha = 0.001,
): Promise<ElsewhereJudgement> {
  return await analyzeElsewhere(pairAlone(plain, cipher), alpha);
}

/** Two images, and nothing else of their encryption. */
export function pairAlone(plain: Image, cipher: Image): MadeElsewhere {
  const none = { oneSample: [], keyBit: [], otherNonce: [], wrongKey: [], decrypted: undefined };
  return { plain, cipher, ...none };
}
