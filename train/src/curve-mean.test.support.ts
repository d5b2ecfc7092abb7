import type { CurvePoint } from "./run/curves.ts";

/** Mean of a result over a part of the curve, of which the whole is from 0 to 1. */
export function curveMean(
  curve: readonly CurvePoint[],
  result: string,
  from: number,
  to: number,
): number {
  const part = curve.slice(Math.floor(from * curve.length), Math.ceil(to * curve.length));
  return part.reduce((sum, { results }) => sum + results[result]! / part.length, 0);
}
