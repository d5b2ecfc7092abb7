import type { Study } from "@neuroveil/lab/studies";
import { figuresTable } from "../evaluation/figures-table.ts";
import { modelPage, readCard } from "./trainings.ts";

export const figuresStudy: Study = {
  id: "figures",
  question: "What did trainings of a model come to?",
  inputs: "folders of finished trainings of one recipe",
  page: modelPage,
  async run({ inputs }) {
    const cards = await Promise.all(inputs.map(readCard));
    const machines = new Set(
      cards.map(
        ({ machine: m, threads }) =>
          `${m.cpu}, ${m.platform}, ${threads} thread(s), Node ${m.node}, onnxruntime ${m.onnxruntime}`,
      ),
    );
    return {
      section: `${figuresTable(cards)}\n\nTrained on: ${[...machines].join("; ")}.\n`,
    };
  },
};
