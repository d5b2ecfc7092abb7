/**
 * Makes samples of the differences of a row, from the one behind the first pixel on, in place: each is of 16
 * bits, and what lies above is cut off (T.81, H.1.2.1 and H.2.1).
 * @param above samples of the row before
 * @param step components
 */
export type Predictor = (row: Int32Array, above: Int32Array, step: number) => void;

/**
 * A predictor from what it makes of the samples to the left, above, and above to the left. Halves are
 * rounded down.
 */
function from(predict: (left: number, above: number, corner: number) => number): Predictor {
  return (row, above, step) => {
    for (let i = step; i < row.length; i++) {
      row[i] = (row[i]! + predict(row[i - step]!, above[i]!, above[i - step]!)) & 0xffff;
    }
  };
}

/** By their number in the scan header (T.81, table H.1). */
export const predictors: readonly (Predictor | undefined)[] = [
  // Only in hierarchical files.
  undefined,
  from((left) => left),
  from((_, above) => above),
  from((_, __, corner) => corner),
  from((left, above, corner) => left + above - corner),
  from((left, above, corner) => left + ((above - corner) >> 1)),
  from((left, above, corner) => above + ((left - corner) >> 1)),
  from((left, above) => (left + above) >> 1),
];

/** Of the first row of an image or a restart interval. */
export const alongRow: Predictor = predictors[1]!;
