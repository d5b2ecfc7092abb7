import { NeuroveilError } from "neuroveil/errors";

/** @throws {NeuroveilError} "usage" for a value that is not a number above 0 */
export function expectPositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new NeuroveilError("usage", {
      of: `"${name}"`,
      expected: "a number above 0",
      got: value,
    });
}

/** @throws {NeuroveilError} "usage" for a value that is not a whole number from `least` */
export function expectWhole(name: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new NeuroveilError("usage", {
      of: `"${name}"`,
      expected: `a whole number from ${least}`,
      got: value,
    });
}

/** @throws {NeuroveilError} "usage" for a series too short or with a value that is no number */
export function expectSeries(series: ArrayLike<number>, least: number): void {
  if (series.length < least)
    throw new NeuroveilError("usage", {
      of: '"series"',
      expected: `${least} values or more`,
      got: series.length,
      todo: "record a longer orbit",
    });
  for (let i = 0; i < series.length; i++)
    if (!Number.isFinite(series[i]!))
      throw new NeuroveilError("usage", {
        of: '"series"',
        expected: "finite numbers",
        got: `${series[i]} at ${i}`,
        todo: "the orbit has diverged",
      });
}

/** @throws {NeuroveilError} "usage" for an orbit that has left every bound */
export function expectBounded(state: Float64Array): void {
  if (!state.every(Number.isFinite))
    throw new NeuroveilError("usage", {
      of: '"start"',
      expected: "a point whose orbit stays bounded",
      got: "one that diverges",
      todo: "take one from the system's box",
    });
}
