import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { mostAlike } from "./alike.ts";
import type { ByteLanes } from "./byte-lanes.ts";
import { excerptOf } from "./excerpt.ts";
import { judged, type Metric } from "./metric.ts";

/** A small image under many native keys that have nothing to do with each other. */
export interface UnrelatedKeys {
  readonly plain: ByteLanes;
  /** The bytes of its cipher images. */
  readonly ciphers: readonly Uint8Array[];
}

/**
 * How often the commonest value occurs under the key where that is most often: of the cipher bytes, and
 * of both kinds of masks. Under a weak key the image stays as it is, or the mask is the same everywhere.
 */
export const weakKeys: Metric = judged({
  subject: "unrelatedKeys",
  notes: [
    {
      id: "weak-keys",
      meaning:
        "Largest share of one value among the cipher bytes, or among those of the mask, under any of many keys.",
    },
  ],
  measure: ({ plain: { data, levels }, ciphers }) => {
    const n = data.length;
    if (ciphers.length === 0) return [];
    const most = Math.max(...ciphers.map((cipher) => commonest(data, cipher, levels)));
    const tried = 3 * levels * ciphers.length;
    const meet = 1 / levels;
    return [
      {
        id: "weak-keys",
        value: most / n,
        n,
        p: Math.min(1, tried * binomialTails(most, n, meet).upper),
        leastP: Math.min(1, tried * meet ** n),
        limits: (level) => ({ high: binomialQuantile(1 - level / tried, n, meet) / n }),
      },
    ];
  },
});

function commonest(plain: Uint8Array, cipher: Uint8Array, levels: number): number {
  const counts = new Uint32Array(3 * 256);
  for (let i = 0; i < cipher.length; i++) {
    const [before, after] = [plain[i]!, cipher[i]!];
    counts[after]!++;
    counts[256 + (after ^ before)]!++;
    counts[512 + ((after - before) & (levels - 1))]!++;
  }
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

export const alikeKeys: Metric = judged({
  subject: "unrelatedKeys",
  notes: [
    {
      id: "alike-keys",
      meaning: "Largest likeness of a small image's cipher images under any two of many keys.",
    },
  ],
  measure: ({ plain: { lanes }, ciphers }) =>
    mostAlike(
      "alike-keys",
      ciphers.map((cipher) => excerptOf(cipher, lanes)),
    ),
});
