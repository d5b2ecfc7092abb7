import { meanFigure } from "../../evaluation/mean-figure.ts";
import type { Figure } from "../../recipe.ts";

/** Values of many trials by the id of their figure. */
export class Trials {
  readonly #values = new Map<string, number[]>();

  note(id: string, value: number): void {
    const values = this.#values.get(id);
    if (values === undefined) this.#values.set(id, [value]);
    else values.push(value);
  }

  /** What trained weights and those of a seed got in the same trial. */
  beside(id: string, trained: number, seed: number): void {
    this.note(`${id}-trained`, trained);
    this.note(`${id}-seed`, seed);
  }

  /** The difference as well, whose interval says whether there is one. */
  compare(id: string, trained: number, seed: number): void {
    this.beside(id, trained, seed);
    this.note(`${id}-trained-less-seed`, trained - seed);
  }

  figures(): readonly Figure[] {
    return [...this.#values].map(([id, values]) => meanFigure(id, values));
  }
}
