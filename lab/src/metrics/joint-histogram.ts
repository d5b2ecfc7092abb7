const size = 256;

/** Which bytes are paired; default: all, each with that of the same place. */
interface Places {
  readonly start?: number;
  readonly step?: number;
  readonly lag?: number;
}

/** How often every pair of bytes occurs. */
export class JointHistogram {
  readonly #counts = new Uint32Array(size * size);
  #n = 0;

  /** Pairs counted. */
  get n(): number {
    return this.#n;
  }

  /** Counts `first[i]` with `second[i + lag]`, every `step`-th i from `start` on, as far as both reach. */
  add(first: Uint8Array, second: Uint8Array, places: Places = {}): void {
    const { start = 0, step = 1, lag = 0 } = places;
    const counts = this.#counts;
    const last = Math.min(first.length, second.length - lag);
    let n = 0;
    for (let i = start; i < last; i += step, n++) counts[first[i]! * size + second[i + lag]!]!++;
    this.#n += n;
  }

  /** How often both are equal. */
  get equal(): number {
    let sum = 0;
    for (let value = 0; value < size; value++) sum += this.#counts[value * (size + 1)]!;
    return sum;
  }

  /** How often their exclusive or has every value. */
  get exclusiveOr(): Float64Array {
    return this.#fold((first, second) => first ^ second);
  }

  /** How often the second less the first has every value, modulo `levels`. */
  difference(levels: number): Float64Array {
    return this.#fold((first, second) => (second - first) & (levels - 1));
  }

  #fold(value: (first: number, second: number) => number): Float64Array {
    const folded = new Float64Array(size);
    for (let first = 0; first < size; first++)
      for (let second = 0; second < size; second++)
        folded[value(first, second)]! += this.#counts[first * size + second]!;
    return folded;
  }

  /** Σ (first - centre)(second - centre). */
  products(centre: number): number {
    let sum = 0;
    for (let first = 0; first < size; first++)
      for (let second = 0; second < size; second++)
        sum += this.#counts[first * size + second]! * (first - centre) * (second - centre);
    return sum;
  }

  /** How often the second byte has every value. */
  get second(): Int32Array {
    const counts = new Int32Array(size);
    // By index: the iterator of a typed array takes several times as long.
    for (let at = 0; at < this.#counts.length; at++) counts[at & (size - 1)]! += this.#counts[at]!;
    return counts;
  }

  /** The excess of every parity of bits of both bytes, at `256 · first + second`. */
  parities(): Int32Array {
    return parityExcesses(new Int32Array(this.#counts));
  }
}

/**
 * How much more often an even than an odd number of the bits in a set is set, for every set of bits:
 * the Walsh-Hadamard transform of how often every value occurs, in place.
 */
export function parityExcesses(counts: Int32Array): Int32Array {
  for (let span = 1; span < counts.length; span *= 2)
    for (let start = 0; start < counts.length; start += 2 * span)
      for (let i = start; i < start + span; i++) {
        const a = counts[i]!;
        const b = counts[i + span]!;
        counts[i] = a + b;
        counts[i + span] = a - b;
      }
  return counts;
}

/** Which bits of a first and of a second byte count in a set. */
type Sets = (first: number, second: number) => boolean;

/** Some bits of the second byte alone. */
export const ownSets: Sets = (first, second) => first === 0 && second > 0;
/** Some bits of both. */
export const jointSets: Sets = (first, second) => first > 0 && second > 0;

/** The largest excess, of whatever sign, over sets of some kind of the bits that bytes have. */
export function largestExcess(excesses: Int32Array, levels: number, sets: Sets): number {
  let largest = 0;
  for (let set = 0; set < excesses.length; set++) {
    const excess = Math.abs(excesses[set]!);
    if (excess <= largest) continue;
    const first = set >> 8;
    const second = set & 255;
    if (first < levels && second < levels && sets(first, second)) largest = excess;
  }
  return largest;
}
