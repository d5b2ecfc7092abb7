import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Study } from "@neuroveil/lab/studies";
import { NeuroveilError } from "neuroveil/errors";
import { frontierChart } from "../frontier/frontier-chart.ts";
import { frontierTable } from "../frontier/frontier-table.ts";
import { frontierPoint, type FrontierPoint } from "../frontier/point.ts";
import { modelPage } from "./trainings.ts";

/** Pictures of each data set, and steps of each attacker. */
const sizes = { full: { measured: 200, steps: 2000 }, quick: { measured: 8, steps: 20 } };

export const frontierStudy: Study = {
  id: "frontier",
  question: "What does security cost an autoencoder in quality, against an attacker trained anew?",
  inputs: "folders of finished trainings of one autoencoder, and data sets to measure on",
  page: (inputs) => modelPage(split(inputs).runs),
  async run({ quick, inputs, onProgress }) {
    const { runs, data } = split(inputs);
    if (data.length === 0)
      throw new NeuroveilError("usage", {
        expected: "a data set to measure on",
        got: "none",
        todo: "name one",
      });
    const { measured, steps } = quick ? sizes.quick : sizes.full;
    const unseen = data.map((name) => ({ name, measured }));
    const points: FrontierPoint[] = [];
    for (const [i, run] of runs.entries()) {
      onProgress?.(i / runs.length, run);
      points.push(await frontierPoint(run, unseen, steps));
    }
    points.sort((a, b) => a.settings["security"]! - b.settings["security"]!);
    const chart = `${points[0]!.recipe}-frontier.svg`;
    const names = new Map(data.map((name) => [name, basename(name)]));
    const tables = [...names].map(
      ([name, title]) =>
        `Unseen pictures of ${title}, n = ${measured}:\n\n${frontierTable(points, name)}\n\n`,
    );
    const machines = new Set(
      points.map(({ machine: m }) => `${m.cpu}, ${m.platform}, Node ${m.node}`),
    );
    return {
      section: `![What the right key returns against what an attacker recovers](${chart})

${tables.join("")}Attackers: ${steps} steps each. Trained on: ${[...machines].join("; ")}.
`,
      files: new Map([[chart, frontierChart(points, names)]]),
    };
  },
};

/** A finished training has a card; everything else is a data set. */
function split(inputs: readonly string[]): {
  readonly runs: readonly string[];
  readonly data: readonly string[];
} {
  const isRun = (name: string): boolean => existsSync(join(name, "card.json"));
  return { runs: inputs.filter(isRun), data: inputs.filter((name) => !isRun(name)) };
}
