import type { Figure, Measurement, Outcome } from "@neuroveil/lab/comparison";

/** What the outcomes of a job are called; the same in all jobs of a cipher on images with as many channels. */
type Names = readonly Pick<Outcome, "id" | "channel">[];

/** Outcomes in a piece. Pieces stay where they are, while one array would be copied to grow. */
const pieceLength = 1 << 14;
/** Value, expected value and p-value. */
const numbers = 3;

interface Piece {
  readonly numbers: Float64Array;
  readonly failed: Uint8Array;
}

/**
 * Measurements, without loss, in 25 bytes an outcome. A comparison over a whole data set has hundreds of
 * thousands of them with dozens of outcomes each, which as objects would not fit in memory.
 */
export class MeasurementStore {
  readonly #names = new Map<string, Names>();
  readonly #pieces: Piece[] = [];
  /** By ticket. */
  readonly #jobs: Names[] = [];
  readonly #starts: number[] = [];
  readonly #seconds: number[] = [];
  readonly #decryptionSeconds: number[] = [];
  /** What figures are called, and their values. */
  readonly #figures: (readonly [Names, Float64Array] | undefined)[] = [];
  #length = 0;

  /** @returns the ticket for {@link get} */
  add({ outcomes, figures, seconds, decryptionSeconds }: Measurement): number {
    this.#starts.push(this.#length);
    this.#seconds.push(seconds ?? Number.NaN);
    this.#decryptionSeconds.push(decryptionSeconds ?? Number.NaN);
    this.#figures.push(
      figures && [
        this.#shared(figures),
        Float64Array.from(figures, ({ value }) => value ?? Number.NaN),
      ],
    );
    for (const { value, expected, p, verdict } of outcomes) {
      const index = this.#length++;
      const at = index % pieceLength;
      if (at === 0) this.#pieces.push(emptyPiece());
      const piece = this.#pieces.at(-1)!;
      piece.numbers.set([value ?? Number.NaN, expected ?? Number.NaN, p], numbers * at);
      piece.failed[at] = verdict === "fail" ? 1 : 0;
    }
    return this.#jobs.push(this.#shared(outcomes)) - 1;
  }

  get(ticket: number): Measurement {
    const start = this.#starts[ticket]!;
    const seconds = this.#seconds[ticket]!;
    const outcomes = this.#jobs[ticket]!.map((name, i) => this.#outcome(name, start + i));
    const decryptionSeconds = this.#decryptionSeconds[ticket]!;
    const figures = this.#figures[ticket];
    return {
      outcomes,
      seconds: Number.isNaN(seconds) ? null : seconds,
      ...(figures !== undefined && {
        figures: figures[0].map((name, i): Figure => {
          const value = figures[1][i]!;
          return Object.assign({ value: Number.isNaN(value) ? null : value }, name);
        }),
        decryptionSeconds: Number.isNaN(decryptionSeconds) ? null : decryptionSeconds,
      }),
    };
  }

  #outcome(name: Names[number], index: number): Outcome {
    const piece = this.#pieces[Math.floor(index / pieceLength)]!;
    const at = index % pieceLength;
    const [value, expected, p] = piece.numbers.subarray(numbers * at, numbers * (at + 1));
    return {
      ...name,
      value: Number.isNaN(value!) ? null : value!,
      ...(!Number.isNaN(expected!) && { expected: expected! }),
      p: p!,
      verdict: piece.failed[at] === 1 ? "fail" : "pass",
    };
  }

  #shared(values: Names): Names {
    const names = values.map(({ id, channel }) =>
      channel === undefined ? { id } : { id, channel },
    );
    const text = JSON.stringify(names);
    const known = this.#names.get(text);
    if (known === undefined) this.#names.set(text, names);
    return known ?? names;
  }
}

function emptyPiece(): Piece {
  return {
    numbers: new Float64Array(numbers * pieceLength),
    failed: new Uint8Array(pieceLength),
  };
}
