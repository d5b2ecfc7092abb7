export type { TrainingProgress } from "./loop.ts";
export type { ModelCard } from "./model-card.ts";
export type { Figure, Length, Recipe, SettingRange, Settings } from "./recipe.ts";
export { recipeById, recipes } from "./recipes.ts";
export type { CurvePoint } from "./run/curves.ts";
export { settingsOf } from "./settings.ts";
export { measureTraining, type MeasureOptions, type TrainingSpeed } from "./speed/measure.ts";
export { speedModels, type SpeedModel } from "./speed/models.ts";
export { resumeTraining, train, type NewTraining, type Trained, type Watching } from "./train.ts";
