import type { Figure } from "../recipe.ts";

/** 97.5% point of the standard normal distribution. */
const reach = 1.959964;

/** Mean of independent values with its 95% interval by the normal approximation. */
export function meanFigure(id: string, values: readonly number[]): Figure {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0;
  return { id, mean, low: mean - reach * error, high: mean + reach * error, n };
}
