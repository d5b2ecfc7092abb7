import { binomialTails } from "../statistics/binomial.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { metricById } from "../metrics/list.ts";
import { byChannel, countedLevels, type CalibrationCounts, type Counts } from "./calibration.ts";
import type { PowerCase } from "./power.ts";

/** An analysis and the ids of the metrics that refused the cipher. */
export interface PowerResult extends PowerCase {
  readonly refused: readonly string[];
}

/** Where a count lies beside what even p-values give. */
export type Place = "inside" | "below" | "above";

/** What all intervals together miss by chance. */
const miss = 0.05;

/** Where the number of p-values below a level lies; `tried` intervals hold together 95 times in 100. */
export function placeOf(count: number, n: number, level: number, tried: number): Place {
  const { lower, upper } = binomialTails(count, n, level);
  const tail = miss / tried / 2;
  if (upper < tail) return "above";
  return lower < tail ? "below" : "inside";
}

/** A row of the calibration, one a metric. */
export interface CalibrationRow {
  readonly name: string;
  readonly counts: Counts;
  readonly places: readonly Place[];
  /** Whether its p-values are bounds, which are too large. */
  readonly bound: boolean;
}

export function calibrationRows({ tests }: CalibrationCounts): readonly CalibrationRow[] {
  const tried = Object.keys(tests).length * countedLevels.length;
  return Object.entries(tests).map(([name, counts]) => {
    const [n, ...below] = counts;
    return {
      name,
      counts,
      places: countedLevels.map((level, i) => placeOf(below[i]!, n, level, tried)),
      bound: metricById(name.replace(byChannel, ""))?.even === false,
    };
  });
}

/** What is wrong with a calibration: too many small p-values, or too few without a reason. */
export function calibrationFaults(rows: readonly CalibrationRow[]): readonly string[] {
  return rows.flatMap(({ name, places, bound }) => {
    if (places.includes("above")) return [`${name}: more small p-values than its levels say`];
    if (places.includes("below") && !bound) return [`${name}: fewer, although they are even`];
    return [];
  });
}

export function calibrationTable(rows: readonly CalibrationRow[]): string {
  const lines = rows.map(({ name, counts: [n, ...below], places, bound }) => {
    const shares = below.map((count, i) =>
      places[i] === "inside" ? `${count}` : `${count} (${places[i]})`,
    );
    return `| \`${name.replace(byChannel, "`" + byChannel)}${name.endsWith(byChannel) ? "" : "`"} | ${n} | ${shares.join(" | ")} | ${bound ? "bound" : "even"} |`;
  });
  return `| metric | tests | p below .05 | below .01 | below .001 | p-values |
|---|---|---|---|---|---|
${lines.join("\n")}`;
}

/** The families of ideal ciphers, in a sentence. */
export function familySentence({ analyses, families: [, ...below] }: CalibrationCounts): string {
  const shares = below.map((count, i) => `${proportion(count, analyses)} at ${countedLevels[i]}`);
  return `Whole families refused: ${shares.join(", ")}.`;
}

/** How many of so many, with the exact interval in percent. */
export function proportion(count: number, n: number): string {
  const { low, high } = clopperPearson(count, n);
  return `${count} of ${n} (${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)}%)`;
}

const kinds = [
  [1, "gray"],
  [3, "RGB"],
  [4, "RGBA"],
] as const;

/**
 * A row for each cipher: how often it was caught, on which photographs, and by what most often.
 *
 * @param counted which refusals count
 */
export function powerTable(
  results: readonly PowerResult[],
  counted: (result: PowerResult) => readonly string[],
): string {
  const ids = [...new Set(results.map(({ cipher }) => cipher.id))];
  const lines = ids.map((id) => {
    const own = results.filter(({ cipher }) => cipher.id === id);
    const caught = kinds.map(([channels]) => {
      const some = own.filter((result) => result.channels === channels);
      const found = some.filter((result) => counted(result).length > 0).length;
      return some.length === 0 ? "" : `${found} of ${some.length}`;
    });
    const what = own[0]!.cipher.source.replace("made to measure the laboratory; weak: ", "");
    return `| ${id}: ${what} | ${caught.join(" | ")} | ${commonest(own.map(counted))} |`;
  });
  return `| cipher | gray | RGB | RGBA | caught most often by |
|---|---|---|---|---|
${lines.join("\n")}`;
}

const mostNamed = 3;

function commonest(found: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>();
  for (const id of found.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  const ids = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, mostNamed);
  return ids.map(([id]) => `\`${id}\``).join(", ");
}
