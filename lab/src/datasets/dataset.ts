import type { Image } from "neuroveil/image";

/** One image of a data set. */
export interface Sample {
  /** Tells it from all others of the set: a path, or a file and a number from 0. */
  readonly name: string;
  readonly image: Image;
  /** The data set that it is of, where several follow each other. */
  readonly set?: string;
  /** Class number from 0, where the set has classes. */
  readonly label?: number;
}

/** A file that is no part of a data set, though it lies where that was looked for. */
export interface LeftOut {
  readonly name: string;
  /** In a few words. */
  readonly why: string;
}

/** How a data set is read. */
export interface Reading {
  /**
   * Told of an image that cannot be read, which is then left out; without it reading stops with the
   * error. A file of many images that is damaged stops in either case: what follows is lost with it.
   */
  readonly onUnreadable?: (name: string, error: unknown) => void;
}

/** Images in a fixed order, read one at a time. */
export interface Dataset {
  readonly name: string;
  /** Images in it, as its headers, its files' lengths or its folders say. */
  readonly size: number;
  /** What was found and left out. */
  readonly leftOut?: readonly LeftOut[];
  /** What the labels stand for. */
  readonly classes?: readonly string[];
  samples(reading?: Reading): AsyncGenerator<Sample, void>;
}

/** Data sets one after another, each told by its name. */
export function sideBySide(name: string, parts: readonly Dataset[]): Dataset {
  return {
    ...joined(name, parts),
    async *samples(reading) {
      for (const part of parts)
        for await (const sample of part.samples(reading)) yield { ...sample, set: part.name };
    },
  };
}

/** Files of one data set one after another. */
export function joined(name: string, parts: readonly Dataset[]): Dataset {
  const classes = parts[0]?.classes;
  return {
    name,
    size: parts.reduce((sum, { size }) => sum + size, 0),
    leftOut: parts.flatMap(({ leftOut = [] }) => leftOut),
    ...(classes !== undefined && { classes }),
    async *samples(reading) {
      for (const part of parts) yield* part.samples(reading);
    },
  };
}
