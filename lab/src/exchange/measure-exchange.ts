import { seededRandom } from "../random/random.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { meanInterval, type MeanInterval } from "../statistics/mean-interval.ts";
import { eavesdropper, eavesdroppers, type EavesdropperId } from "./eavesdropper.ts";
import { synchronise } from "./synchronise.ts";
import type { LearningRule, TreeParityShape } from "./tree-parity-machine.ts";

export interface ExchangeSettings {
  readonly shape: TreeParityShape;
  readonly rule: LearningRule;
  /** Exchanges; the majority, which is a hundred machines, listens to every tenth. */
  readonly runs: number;
  /** A whole number, 0 to 2^32 - 1. */
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}

/** How often an eavesdropper had the weights when the parties had them. */
export interface Overheard {
  readonly id: EavesdropperId;
  readonly share: number;
  /** Clopper and Pearson's, of 99%. */
  readonly low: number;
  readonly high: number;
  readonly runs: number;
}

export interface ExchangeFigures {
  readonly depth: number;
  readonly rule: LearningRule;
  readonly runs: number;
  /** Outputs exchanged until both weights were equal, with the mean's interval of 99%. */
  readonly rounds: MeanInterval;
  readonly overheard: readonly Overheard[];
}

const confidence = 0.99;
const majorityEvery = 10;

/** Exchanges in front of all eavesdroppers. */
export function measureExchange(settings: ExchangeSettings): ExchangeFigures {
  const { shape, rule, runs, seed, onProgress } = settings;
  const random = seededRandom(seed);
  const rounds: number[] = [];
  const counts = new Map(eavesdroppers.map((id) => [id, { known: 0, runs: 0 }]));
  for (let run = 0; run < runs; run++) {
    const listening = eavesdroppers
      .filter((id) => id !== "majority" || run % majorityEvery === 0)
      .map((id) => ({ id, listener: eavesdropper(id, shape, rule, random) }));
    const exchange = synchronise(
      shape,
      rule,
      random,
      listening.map(({ listener }) => listener),
    );
    rounds.push(exchange.rounds);
    for (const { id, listener } of listening) {
      const count = counts.get(id)!;
      count.runs++;
      if (listener.knows(exchange.weights)) count.known++;
    }
    onProgress?.((run + 1) / runs);
  }
  return {
    depth: shape.depth,
    rule,
    runs,
    rounds: meanInterval(rounds, confidence),
    overheard: [...counts].map(([id, { known, runs }]) => {
      const { low, high } = clopperPearson(known, runs, confidence);
      return { id, share: known / runs, low, high, runs };
    }),
  };
}
