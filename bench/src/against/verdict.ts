import { familyWise, median, medianInterval, signTestBelow } from "@neuroveil/lab/statistics";
import type { Way } from "./ways.ts";

/** One way of a row: seconds by rounds, of both builds. */
export interface RowRatios {
  readonly id: string;
  readonly way: Way;
  /** Raw pixels, bytes. */
  readonly bytes: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** How one way of a row stands beside what it was. */
export interface BuildRow extends Pick<RowRatios, "id" | "way" | "bytes"> {
  /** Medians over the rounds. */
  readonly secondsBefore: number;
  readonly seconds: number;
  /** This build's speed over the other's: median of the rounds, and its exact interval of 95 %. */
  readonly ratio: number;
  readonly ratioInterval: readonly [number, number];
  /** That it is as fast as it was: one-sided sign test, Holm-adjusted over all rows. */
  readonly p: number;
  /** Whether it is slower, by more than is let pass. */
  readonly slower: boolean;
}

/** The chance that anything is called slower where nothing is. */
const level = 0.05;
/** A speed that is let pass: what is certain is not always worth a thought. */
const leastRatio = 0.95;

export function verdictOf(rows: readonly RowRatios[]): readonly BuildRow[] {
  const ratios = rows.map(({ before, after }) => before.map((seconds, i) => seconds / after[i]!));
  const { adjusted } = familyWise(
    ratios.map((found) => signTestBelow(found, 1)),
    level,
  );
  return rows.map(({ id, way, bytes, before, after }, i) => {
    const { value: ratio, low, high } = medianInterval(ratios[i]!);
    const p = adjusted[i]!;
    return {
      id,
      way,
      bytes,
      secondsBefore: median(before),
      seconds: median(after),
      ratio,
      ratioInterval: [low, high],
      p,
      slower: p < level && ratio < leastRatio,
    };
  });
}
