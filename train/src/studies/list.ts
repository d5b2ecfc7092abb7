import type { Study } from "@neuroveil/lab/studies";
import { durationsStudy } from "./durations.ts";
import { figuresStudy } from "./figures.ts";
import { frontierStudy } from "./frontier.ts";
import { trainedWeightsStudy } from "./trained-weights.ts";

/** Studies of trainings; a new one is a file beside this and a line here. */
export const trainingStudies: readonly Study[] = [
  figuresStudy,
  frontierStudy,
  durationsStudy,
  trainedWeightsStudy,
];
