import type { Modulation, OrbitSource, Orbits } from "./orbits.ts";
import { RungeKutta } from "./runge-kutta.ts";
import { skewTent } from "./skew-tent.ts";
import { stateByte } from "./state-byte.ts";

/**
 * The readable definition of the byte source: before each sample the maps move their parameters, all
 * orbits advance, and each coordinate of each orbit gives one byte. The transient is thrown away.
 */
export class ReferenceSource implements OrbitSource {
  readonly #orbits: readonly RungeKutta[];
  readonly #stepsPerSample: number;
  readonly #parameters: Float64Array;
  readonly #centres: readonly number[];
  readonly #modulations: readonly Modulation[];
  readonly #tents: Float64Array;
  readonly #sample: Uint8Array;
  #left = 0;

  constructor({ flow, starts, modulations = [] }: Orbits) {
    const { dimension } = flow;
    this.#parameters = Float64Array.from(flow.parameters);
    this.#centres = flow.parameters;
    this.#modulations = modulations;
    this.#tents = Float64Array.from(modulations, ({ start }) => start);
    this.#stepsPerSample = flow.stepsPerSample;
    this.#orbits = Array.from({ length: starts.length / dimension }, (_, i) => {
      const state = starts.slice(i * dimension, (i + 1) * dimension);
      return new RungeKutta(flow.field(this.#parameters), state, flow.h);
    });
    this.#sample = new Uint8Array(starts.length);
    for (let i = 0; i < flow.transientSamples; i++) this.next();
  }

  read(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      if (this.#left === 0) this.#takeSample();
      bytes[i] = this.#sample[this.#sample.length - this.#left--]!;
    }
  }

  next(move = true): void {
    if (move) this.#move();
    for (const orbit of this.#orbits) orbit.advance(this.#stepsPerSample);
  }

  #move(): void {
    for (const [i, { parameter, swing, peak }] of this.#modulations.entries()) {
      this.#parameters[parameter] = this.#centres[parameter]! + swing * (2 * this.#tents[i]! - 1);
      this.#tents[i] = skewTent(peak, this.#tents[i]!);
    }
  }

  coordinate(orbit: number, i: number): number {
    return this.#orbits[orbit]!.state[i]!;
  }

  #takeSample(): void {
    this.next();
    let at = 0;
    for (const { state } of this.#orbits)
      for (const coordinate of state) this.#sample[at++] = stateByte(coordinate);
    this.#left = at;
  }
}
