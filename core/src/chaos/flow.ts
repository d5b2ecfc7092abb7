import { cellular4, cellular4Field } from "./cellular.ts";
import { hopfield3, hopfield4, hopfieldField, hopfieldParameters } from "./hopfield.ts";
import { memristiveHopfieldField } from "./memristive-hopfield.ts";
import type { Field } from "./runge-kutta.ts";

export type FlowId = "hopfield-3" | "hopfield-4" | "memristive-hopfield" | "cellular-4";

/** A network in continuous time, and steps at which its orbits are known to be chaotic. */
export interface Flow {
  readonly id: FlowId;
  /** Coordinates of a state. */
  readonly dimension: number;
  /** What the equations read at every step. */
  readonly parameters: readonly number[];
  readonly field: (parameters: ArrayLike<number>) => Field;
  /** Whether -x is the twin of the orbit x, to the last bit, while there is no input. */
  readonly symmetric: boolean;
  /** Time step of the Runge-Kutta rule. */
  readonly h: number;
  /** Steps between two samples: so many that no finite difference of the bytes shows. */
  readonly stepsPerSample: number;
  /** Samples until a difference in the last bit has grown to order 1 for long: 1.5 x 36 / exponent. */
  readonly transientSamples: number;
}

export const flows: Readonly<Record<FlowId, Flow>> = {
  // 0.125 between samples, transient 438.
  "hopfield-3": {
    id: "hopfield-3",
    dimension: 3,
    parameters: hopfieldParameters(hopfield3),
    field: (parameters) => hopfieldField(3, parameters),
    symmetric: true,
    h: 2 ** -5,
    stepsPerSample: 4,
    transientSamples: 3500,
  },
  // 0.051 between samples, transient 254.
  "hopfield-4": {
    id: "hopfield-4",
    dimension: 4,
    parameters: hopfieldParameters(hopfield4),
    field: (parameters) => hopfieldField(4, parameters),
    symmetric: true,
    h: 2 ** -8,
    stepsPerSample: 13,
    transientSamples: 5000,
  },
  // 0.125 between samples, transient 500.
  "memristive-hopfield": {
    id: "memristive-hopfield",
    dimension: 4,
    parameters: hopfieldParameters(hopfield3),
    field: memristiveHopfieldField,
    symmetric: false,
    h: 2 ** -5,
    stepsPerSample: 4,
    transientSamples: 4000,
  },
  // 0.35 between samples, transient 300: so far apart that no orbit stays for ten samples in a
  // region where the cells are affine, which a fixed relation between samples would show.
  "cellular-4": {
    id: "cellular-4",
    dimension: 4,
    parameters: cellular4,
    field: cellular4Field,
    symmetric: true,
    h: 0.005,
    stepsPerSample: 70,
    transientSamples: 858,
  },
};
