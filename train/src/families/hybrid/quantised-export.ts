import type { Variables } from "@neuroveil/autodiff";
import { largest, largestOdd, unit, unitOf, type Contender, type Kind } from "./contender.ts";

/** Whole numbers of a network by the names of the contender's parameters. */
export type WholeWeights = Readonly<Record<string, Int16Array>>;

/** What training has made of the variables: what the graph computes with. */
export function trainedWeights({ parameters }: Contender, variables: Variables): WholeWeights {
  return Object.fromEntries(
    parameters.map(({ name, kind }) => [
      name,
      Int16Array.from(variables.get(`network.${name}`), (value) => wholeNumber(kind, value)),
    ]),
  );
}

function wholeNumber(kind: Kind, value: number): number {
  const scaled = within(value, -largest, largest) * unitOf(kind);
  const limit = largestOdd(kind);
  // The graph adds in single precision.
  if (limit === undefined) return Math.floor(Math.fround(scaled + 0.5));
  return within(2 * Math.floor(scaled / 2) + 1, -limit, limit);
}

/** Inputs of one LSTM unit. */
const fanIn = 16;

/** How far inside the bounds projected rows lie, for what rounding takes away. */
const margin = 5;

/**
 * Rows of LSTM weights whose norm is out of bounds, stretched or shrunk into them. A row of zeros stays
 * what it is: no direction is better than another.
 */
export function projectedRows(
  kind: Kind,
  weights: Int16Array,
  [low, high]: readonly [number, number],
): Int16Array {
  return weights.map((weight, i) => {
    const from = i - (i % fanIn);
    const norm = Math.hypot(...weights.subarray(from, from + fanIn));
    if (norm === 0 || (norm >= low && norm <= high)) return weight;
    const factor = within(norm, low + margin, high - margin) / norm;
    return wholeNumber(kind, (weight * factor) / unit.weight);
  });
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
