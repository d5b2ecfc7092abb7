import { meanInterval } from "@neuroveil/lab/statistics";
import type { Figure } from "../recipe.ts";

/**
 * Mean of independent values with its 95% interval by Student's t distribution. One value alone has no
 * interval: its ends are the value.
 */
export function meanFigure(id: string, values: readonly number[]): Figure {
  const { value: mean, low, high, n } = meanInterval(values);
  return n === 1 ? { id, mean, low: mean, high: mean, n } : { id, mean, low, high, n };
}
