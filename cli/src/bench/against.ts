import type { BuildComparison, BuildRow } from "@neuroveil/bench";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";
import { wrapped } from "../terminal/wrap.ts";

/** `bench --against`: this build beside another; exit code 1 where a row has become slower. */
export async function benchAgainst(
  folder: string,
  { quick, json }: { readonly quick: boolean; readonly json: boolean },
): Promise<void> {
  const { compareBuilds } = await import("@neuroveil/bench");
  const progress = startProgress("measuring", !json);
  const found = await compareBuilds(folder, {
    quick,
    onRound: (done, all) => progress.update(done / all, `${done} of ${all} rounds`),
  }).finally(() => progress.stop());
  if (json) printJson(found);
  else print(comparisonText(found));
  if (found.rows.some(({ slower }) => slower)) process.exitCode = 1;
}

function comparisonText({ rows, leftOut, rounds, machine }: BuildComparison): string {
  const load = machine.loadBefore.map((value) => value.toFixed(2)).join(", ");
  return [
    table(head, rows.map(row)),
    "",
    ...leftOut.map(({ id, why }) => wrapped(`${id} is left out: ${why}.`)),
    wrapped(
      `Medians of ${rounds} pairs of processes, by the clock; of the processor's own time for a bare cipher on one thread. "speed" is that of this build over that of the other, "p" that it is none the slower (sign test, Holm over all rows). Load before it began: ${load}.`,
    ),
    wrapped(verdict(rows)),
  ].join("\n");
}

function verdict(rows: readonly BuildRow[]): string {
  const slower = rows.filter((each) => each.slower);
  if (slower.length === 0) return `No row of ${rows.length} is slower than it was.`;
  const names = slower.map(({ id, way, ratio }) => `${id} ${way} (${ratio.toFixed(2)})`);
  return `Slower than before: ${names.join(", ")}.`;
}

const head = ["row", "way", "before ms", "now ms", "speed", "95%", "p"];

function row({ id, way, secondsBefore, seconds, ratio, ratioInterval, p }: BuildRow): string[] {
  return [
    id,
    way,
    (1000 * secondsBefore).toFixed(2),
    (1000 * seconds).toFixed(2),
    ratio.toFixed(3),
    ratioInterval.map((end) => end.toFixed(3)).join(" to "),
    p.toFixed(4),
  ];
}
