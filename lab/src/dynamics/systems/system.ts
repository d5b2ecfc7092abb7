import type { Field } from "neuroveil/internal/chaos";
import type { Jacobian } from "../flow-spectrum.ts";
import type { Iteration } from "../map-spectrum.ts";

interface System {
  readonly id: string;
  /** Who wrote it down, with which constants. */
  readonly source: string;
  /** Where starts are safe: their orbits stay bounded and come to the attractor. */
  readonly box: readonly (readonly [low: number, high: number])[];
  /**
   * Lyapunov exponents as measured elsewhere, in falling order; per unit of time for a flow, per
   * iteration for a map.
   */
  readonly exponents: readonly number[];
}

/** A system of ordinary differential equations. */
export interface Flow extends System {
  readonly field: Field;
  /** Absent where the field has jumps. */
  readonly jacobian?: Jacobian;
  /** Time step at which Runge-Kutta's error does not show in the exponents. */
  readonly step: number;
}

/** A flow with derivatives everywhere but at kinks. */
export interface SmoothFlow extends Flow {
  readonly jacobian: Jacobian;
}

/** A system in discrete time. */
export interface IteratedMap extends System {
  readonly map: Iteration;
  readonly jacobian: Jacobian;
}

/** A start well inside a box, on no plane of symmetry. */
export function startIn(box: System["box"]): readonly number[] {
  return box.map(([low, high], i) => low + (high - low) * (0.61 + 0.07 * i));
}
