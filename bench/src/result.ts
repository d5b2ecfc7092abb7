import type { Contender } from "./contender.ts";
import { median, quantile } from "@neuroveil/lab/statistics";
import type { Round, Time } from "./duel.ts";

/** One way of a contender; medians over the rounds. */
export interface Speed {
  /** 10^6 bytes of raw pixels a second of the clock. */
  readonly mbs: number;
  /** Processor seconds of all threads over seconds of the clock. */
  readonly processors: number;
}

/** How a contender stands beside a yardstick: the speed of the one over that of the other, by rounds. */
export interface Ratio {
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

/** A yardstick as it was beside a row. */
export interface Beside {
  readonly id: string;
  readonly threads: number;
  readonly encrypt: Speed;
  readonly decrypt: Speed;
  /** The row's speed over the yardstick's. */
  readonly ratio: { readonly encrypt: Ratio; readonly decrypt: Ratio };
}

/** A row of the benchmark. */
export interface BenchResult {
  readonly id: string;
  readonly threads: number;
  /** Raw pixels, bytes. */
  readonly bytes: number;
  readonly encrypt: Speed;
  readonly decrypt: Speed;
  readonly beside: readonly Beside[];
  readonly pairs: number;
}

const ways = ["encrypt", "decrypt"] as const;
type Both<Of> = Readonly<Record<(typeof ways)[number], Of>>;

export function summarise(
  { id, threads }: Contender,
  yardsticks: readonly Contender[],
  bytes: number,
  rounds: readonly Round[],
): BenchResult {
  return {
    id,
    threads,
    bytes,
    ...both((way) =>
      speed(
        bytes,
        rounds.map(({ contender }) => contender[way]),
      ),
    ),
    beside: yardsticks.map((yardstick, i) => ({
      id: yardstick.id,
      threads: yardstick.threads,
      ...both((way) =>
        speed(
          bytes,
          rounds.map((round) => round.yardsticks[i]![way]),
        ),
      ),
      ratio: both((way) =>
        spread(
          rounds.map((round) => round.yardsticks[i]![way].seconds / round.contender[way].seconds),
        ),
      ),
    })),
    pairs: rounds.length,
  };
}

function both<Of>(of: (way: (typeof ways)[number]) => Of): Both<Of> {
  return { encrypt: of("encrypt"), decrypt: of("decrypt") };
}

function speed(bytes: number, times: readonly Time[]): Speed {
  return {
    mbs: bytes / 1e6 / median(times.map(({ seconds }) => seconds)),
    processors: median(times.map(({ seconds, processorSeconds }) => processorSeconds / seconds)),
  };
}

function spread(ratios: readonly number[]): Ratio {
  return {
    median: median(ratios),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
  };
}
