import { isFlowCipher } from "neuroveil/ciphers";
import { openOrbits } from "neuroveil/internal/kernels";
import type { Attack } from "./attack.ts";
import { findRelation } from "./flow-relation.ts";
import { randomKey } from "./random-key.ts";

const samples = 2000;
/** Sums from -12 to 12 are small; so are 25 of 256. */
const small = 12;

/** A fixed sum of consecutive samples that is small far too often tells orbits from random bytes. */
export const integerRelation: Attack = {
  id: "integer-relation",
  question: "Does an integer relation hold between the bare samples of the cipher's orbits?",
  source:
    "lattice reduction (Lenstra, Lenstra, Lovász 1982) on the eigenvalues of the cellular flow's linear region; finding 5 on this project's own ciphers, November 2026",
  setting: "laboratory",
  needs: ["bare parts"],
  controls: { falls: "cellular-dense", stands: "cellular-continuous" },
  inapplicable: (cipher) => (isFlowCipher(cipher) ? undefined : "it samples no orbits of a flow"),
  async run({ cipher }, { random, onProgress }) {
    if (!isFlowCipher(cipher))
      throw new RangeError(`"cipher" expected one on a flow, got ${cipher.id}`);
    const opened = cipher.orbits(randomKey(cipher, random));
    const relation = findRelation(opened.flow);
    const lanes = opened.starts.length;
    const bytes = new Uint8Array(lanes * samples);
    (await openOrbits(opened)).read(bytes);
    const sums = samples - relation.length + 1;
    let successes = 0;
    for (let lane = 0; lane < lanes; lane++) {
      for (let n = 0; n < sums; n++) {
        const sum = relation.reduce(
          (total, factor, j) => total + factor * bytes[lanes * (n + j) + lane]!,
          0,
        );
        if (((sum + small) & 255) <= 2 * small) successes++;
      }
      onProgress?.((lane + 1) / lanes);
    }
    return {
      successes,
      trials: lanes * sums,
      chance: (2 * small + 1) / 256,
      sentence: `a fixed sum of ${relation.length} consecutive bytes of a coordinate was small modulo 256 in ${successes} of ${lanes * sums} places of the bare orbits, which a cipher image does not show`,
    };
  },
};
