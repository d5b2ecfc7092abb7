import type { Figure } from "../recipe.ts";
import type { RunConfig } from "../run/run-config.ts";

/** What is to be known about shipped weights, beside them as JSON. */
export interface ModelCard extends Omit<RunConfig, "format"> {
  readonly format: "neuroveil model card 1";
  /** SHA-256 of the weight file. */
  readonly sha256: string;
  readonly bytes: number;
  /** Measured on held-out pictures. */
  readonly figures: readonly Figure[];
}

export function modelCard(
  config: RunConfig,
  weights: { readonly sha256: string; readonly bytes: number },
  figures: readonly Figure[],
): ModelCard {
  return { ...config, ...weights, figures, format: "neuroveil model card 1" };
}
