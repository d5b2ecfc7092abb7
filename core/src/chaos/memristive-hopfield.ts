import { hopfieldField } from "./hopfield.ts";
import { padeTanh } from "./pade-tanh.ts";
import type { Field } from "./runge-kutta.ts";

const neurons = 3;

/** Coefficients of the published family at which the flow is known to be chaotic. */
const coupling = 0.1;
const drive = 1.5;

/** A memristor's staircase: phi less the signs of phi - 1, phi + 1, phi -+ 3 and phi -+ 5. */
export function staircase(phi: number): number {
  let signs = 0;
  for (const edge of [1, 3, 5]) signs += Math.sign(phi - edge) + Math.sign(phi + edge);
  return phi - signs;
}

/**
 * A Hopfield network of three neurons in which a memristor of flux phi, the fourth coordinate, adds
 * to the weight from the first neuron to the third: w31 + 0.1 h(phi), phi' = 1.5 tanh(x1) - h(phi).
 * The orbit wanders over as many scrolls as the staircase h has steps. After Lai 2022, whose constants
 * could not be read; with the exact sign, where integrators take a steep tanh.
 *
 * @param parameters as for {@link hopfieldField}
 */
export function memristiveHopfieldField(parameters: ArrayLike<number>): Field {
  const network = hopfieldField(neurons, parameters);
  return (state, slope) => {
    network(state, slope);
    const activity = padeTanh(state[0]!);
    const memristor = staircase(state[neurons]!);
    slope[2]! += coupling * memristor * activity;
    slope[neurons] = drive * activity - memristor;
  };
}
