/** What was measured in one step. */
export interface CurvePoint {
  /** Steps done, from 1. */
  readonly step: number;
  readonly rate: number;
  /** By "player/result". */
  readonly results: Readonly<Record<string, number>>;
}

/** The most points that a curve keeps. */
const most = 400;

/** Whether the curve has a point at this step: the first, the last, and evenly between. */
export function isRecorded(step: number, steps: number): boolean {
  return step === 1 || step === steps || step % Math.max(1, Math.ceil(steps / most)) === 0;
}
