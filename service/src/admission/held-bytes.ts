import { later } from "../errors/refusal.ts";

/** Bytes of bodies and answers in memory, of all requests together. */
export class HeldBytes {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#held;
  }

  /** A share that grows, and is given back as a whole. */
  share(): Share {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.#held + bytes > this.#most) {
          throw later(
            "busy",
            "expected memory for this request, got too little of it; try again",
            5,
          );
        }
        this.#held += bytes;
        own += bytes;
      },
      giveBack: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }
}

export interface Share {
  /** @throws {Refusal} "busy" when there is no room for so many more bytes */
  take(bytes: number): void;
  giveBack(): void;
}
