/** Products of two 16-bit numbers, 2^32 each at the most, whose sum a double still holds exactly. */
const exactAdditions = 2 ** 20;

/**
 * Moments of pairs of whole numbers of at most 16 bits and a sign, from sums that are exact however many
 * there are. In doubles the variance of nearly constant samples is a difference of large sums, of which
 * rounding leaves anything: less than nothing for a constant image, 1 for its correlation.
 */
export class PairSums {
  #n = 0n;
  #x = 0n;
  #y = 0n;
  #xx = 0n;
  #yy = 0n;
  #xy = 0n;

  /** Adds the pairs of `a` and `b`, which are of one length. */
  add(a: ArrayLike<number>, b: ArrayLike<number>): this {
    for (let start = 0; start < a.length; start += exactAdditions)
      this.#addExactly(a, b, start, Math.min(a.length, start + exactAdditions));
    return this;
  }

  #addExactly(a: ArrayLike<number>, b: ArrayLike<number>, start: number, end: number): void {
    let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
    for (let i = start; i < end; i++) {
      const x = a[i]!;
      const y = b[i]!;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      sumXY += x * y;
    }
    this.#n += BigInt(end - start);
    this.#x += BigInt(sumX);
    this.#y += BigInt(sumY);
    this.#xx += BigInt(sumXX);
    this.#yy += BigInt(sumYY);
    this.#xy += BigInt(sumXY);
  }

  /** Pairs. */
  get n(): number {
    return Number(this.#n);
  }

  get meanX(): number {
    return Number(this.#x) / this.n;
  }

  get meanY(): number {
    return Number(this.#y) / this.n;
  }

  /** Mean square of the distance from the mean, of the first numbers; 0 if and only if they are equal. */
  get varianceX(): number {
    return Number(this.#spreadX) / this.n ** 2;
  }

  /** The same of the second numbers. */
  get varianceY(): number {
    return Number(this.#spreadY) / this.n ** 2;
  }

  get covariance(): number {
    return Number(this.#joint) / this.n ** 2;
  }

  /** Mean square of the pairs' differences. */
  get squaredDistance(): number {
    return Number(this.#xx - 2n * this.#xy + this.#yy) / this.n;
  }

  /** Pearson's correlation; NaN where the first or the second numbers are all equal. */
  get correlation(): number {
    const [spreadX, spreadY] = [Number(this.#spreadX), Number(this.#spreadY)];
    if (spreadX === 0 || spreadY === 0) return Number.NaN;
    const value = Number(this.#joint) / Math.sqrt(spreadX * spreadY);
    return Math.max(-1, Math.min(1, value));
  }

  // n² times variances and covariance: whole numbers.

  get #spreadX(): bigint {
    return this.#n * this.#xx - this.#x * this.#x;
  }

  get #spreadY(): bigint {
    return this.#n * this.#yy - this.#y * this.#y;
  }

  get #joint(): bigint {
    return this.#n * this.#xy - this.#x * this.#y;
  }
}
