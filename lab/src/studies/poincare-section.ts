/** Points nearer than that in every coordinate are one. */
const tolerance = 0.01;
/** An orbit that comes by less often is not looked at. */
const fewest = 10;

/**
 * The points where an orbit goes up through x1 = 0. A periodic orbit comes to the same few points again
 * and again, a chaotic one to another every time.
 */
export class PoincareSection {
  readonly #before: Float64Array;
  readonly #points: (readonly number[])[] = [];
  #fresh = 0;

  constructor(dimension: number) {
    this.#before = new Float64Array(dimension).fill(Number.NaN);
  }

  /** Share of points that had not been come to before, 0 to 1; 0 for fewer than ten points. */
  get fresh(): number {
    return this.#points.length < fewest ? 0 : this.#fresh / this.#points.length;
  }

  /** @param state the next one of the orbit, so near that a straight line to it is good to 0.01 */
  take(state: Float64Array): void {
    const before = this.#before;
    if (before[0]! < 0 && state[0]! >= 0) {
      const share = before[0]! / (before[0]! - state[0]!);
      this.#meet(Array.from(before, (x, i) => x + share * (state[i]! - x)));
    }
    before.set(state);
  }

  #meet(point: readonly number[]): void {
    const near = (known: readonly number[]): boolean =>
      known.every((x, i) => Math.abs(x - point[i]!) < tolerance);
    if (!this.#points.some(near)) this.#fresh++;
    this.#points.push(point);
  }
}
