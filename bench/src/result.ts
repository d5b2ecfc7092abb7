import type { Contender } from "./contender.ts";
import type { Pair } from "./duel.ts";
import { median, quantile } from "@neuroveil/lab/statistics";

/** A row of the benchmark; speeds in 10^6 bytes of raw pixels a second, medians over the pairs. */
export interface BenchResult {
  readonly id: string;
  readonly threads: number;
  /** Raw pixels, bytes. */
  readonly bytes: number;
  readonly encryptMBs: number;
  readonly decryptMBs: number;
  /** Speed of AES-256-GCM on as many threads, encrypting, as it was beside this row. */
  readonly aesMBs: number;
  /** Speed of encrypting over that of AES-256-GCM: median of the pairs' ratios. */
  readonly ratioToAes: number;
  /** The same for decrypting. */
  readonly decryptRatioToAes: number;
  /** Quartiles of `ratioToAes` over the pairs. */
  readonly ratioQuartiles: readonly [number, number];
  readonly pairs: number;
}

export function summarise(
  { id, threads }: Contender,
  bytes: number,
  pairs: readonly Pair[],
): BenchResult {
  const speed = (lap: "encrypt" | "decrypt"): number =>
    bytes / 1e6 / median(pairs.map(({ contender }) => contender[lap]));
  const ratios = (lap: "encrypt" | "decrypt"): number[] =>
    pairs.map(({ contender, yardstick }) => yardstick[lap] / contender[lap]);
  return {
    id,
    threads,
    bytes,
    encryptMBs: speed("encrypt"),
    decryptMBs: speed("decrypt"),
    aesMBs: bytes / 1e6 / median(pairs.map(({ yardstick }) => yardstick.encrypt)),
    ratioToAes: median(ratios("encrypt")),
    decryptRatioToAes: median(ratios("decrypt")),
    ratioQuartiles: [quantile(ratios("encrypt"), 0.25), quantile(ratios("encrypt"), 0.75)],
    pairs: pairs.length,
  };
}
