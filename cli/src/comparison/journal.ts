import { JsonLines } from "@neuroveil/jobs";
import type { Figure, Measurement, Outcome } from "@neuroveil/lab/comparison";
import { MeasurementStore } from "./measurement-store.ts";

/** A finished job, one line of the journal. */
export interface Entry extends Measurement {
  /** Identity of the job. */
  readonly job: string;
  readonly cipher: string;
  /** Name of the image. */
  readonly image: string;
  /** Number of the key. */
  readonly key: number;
}

/** The finished jobs of a comparison. */
export class Journal {
  /** Tickets of the store by job. */
  readonly #done: ReadonlyMap<string, number>;
  readonly #store: MeasurementStore;
  readonly #lines: JsonLines<Entry>;

  private constructor(
    lines: JsonLines<Entry>,
    done: ReadonlyMap<string, number>,
    store: MeasurementStore,
  ) {
    this.#lines = lines;
    this.#done = done;
    this.#store = store;
  }

  /**
   * Opens a journal, or makes one with its folders.
   * @throws {NeuroveilError} "output" when the system refuses, "broken" for a line that is no result
   */
  static async open(path: string): Promise<Journal> {
    const done = new Map<string, number>();
    const store = new MeasurementStore();
    const lines = await JsonLines.open<Entry>(path, (entry) => {
      if (!isEntry(entry)) return false;
      done.set(entry.job, store.add(entry));
      return true;
    });
    return new Journal(lines, done, store);
  }

  /** Whether an earlier run has done a job. */
  has(job: string): boolean {
    return this.#done.has(job);
  }

  /** What a job found in an earlier run. */
  find(job: string): Measurement | undefined {
    const ticket = this.#done.get(job);
    return ticket === undefined ? undefined : this.#store.get(ticket);
  }

  /** @throws {NeuroveilError} "output" when the line cannot be written */
  append(entry: Entry): Promise<void> {
    return this.#lines.append(entry);
  }

  async close(): Promise<void> {
    await this.#lines.close();
  }
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null | undefined;
  if (typeof entry?.job !== "string" || !Array.isArray(entry.outcomes)) return false;
  if (entry.figures !== undefined && !isFigures(entry.figures)) return false;
  return entry.outcomes.every(isOutcome);
}

function isFigures(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((each: Partial<Figure> | null) => {
      const figure = each?.value;
      return typeof each?.id === "string" && (figure === null || Number.isFinite(figure));
    })
  );
}

/** What statistics over all results rely on. */
function isOutcome(value: Partial<Outcome> | null): boolean {
  if (typeof value?.id !== "string" || typeof value.p !== "number") return false;
  return value.p >= 0 && value.p <= 1 && ["pass", "fail"].includes(value.verdict ?? "");
}
