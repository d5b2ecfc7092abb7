/** Writes the time derivative of `state` to `slope`. */
export type Field = (state: Float64Array, slope: Float64Array) => void;

/**
 * A flow advanced by the classical fourth-order Runge-Kutta rule: + - * / only, in a fixed order, so
 * that every engine finds the same orbit to the last bit.
 */
export class RungeKutta {
  readonly state: Float64Array;
  readonly #field: Field;
  readonly #h: number;
  readonly #slopes: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
  readonly #probe: Float64Array;

  /** @param h time step */
  constructor(field: Field, state: Float64Array, h: number) {
    this.#field = field;
    this.state = state;
    this.#h = h;
    const zeros = (): Float64Array => new Float64Array(state.length);
    this.#slopes = [zeros(), zeros(), zeros(), zeros()];
    this.#probe = zeros();
  }

  advance(steps: number): void {
    const { state } = this;
    const [k1, k2, k3, k4] = this.#slopes;
    for (let step = 0; step < steps; step++) {
      this.#field(state, k1);
      this.#slopeAt(k1, this.#h / 2, k2);
      this.#slopeAt(k2, this.#h / 2, k3);
      this.#slopeAt(k3, this.#h, k4);
      for (let i = 0; i < state.length; i++)
        state[i]! += (this.#h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
    }
  }

  #slopeAt(direction: Float64Array, time: number, slope: Float64Array): void {
    for (let i = 0; i < this.state.length; i++)
      this.#probe[i] = this.state[i]! + time * direction[i]!;
    this.#field(this.#probe, slope);
  }
}
