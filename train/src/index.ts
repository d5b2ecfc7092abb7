export type { TrainingProgress } from "./loop.ts";
export type { ModelCard } from "./evaluation/model-card.ts";
export type { Figure, Length, Recipe, SettingRange, Settings } from "./recipe.ts";
export { recipeById, recipes } from "./recipes/list.ts";
export type { CurvePoint } from "./run/curves.ts";
export { settingsOf } from "./settings.ts";
export { trainingStudies } from "./studies/list.ts";
export { resumeTraining, train, type NewTraining, type Trained, type Watching } from "./train.ts";
