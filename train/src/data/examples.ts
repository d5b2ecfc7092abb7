import { createHash } from "node:crypto";
import type { Dataset } from "@neuroveil/lab/datasets";
import { NeuroveilError } from "neuroveil/errors";
import { toPicture, type Picture } from "./planes.ts";

/** Pictures to train with, and others that training never sees. */
export interface Examples {
  readonly training: readonly Picture[];
  readonly heldOut: readonly Picture[];
  /** SHA-256 over names, sizes and samples of all, by which a run knows its data again. */
  readonly fingerprint: string;
}

/** Samples of all pictures together that are kept in memory. */
const memoryLimit = 1 << 30;

/** What the publishers of a data set have set apart for tests. */
const publishedTests = /test_batch|t10k/;

/** Where there is no such file: one picture of so many is set apart. */
const partHeldOut = 8;

/**
 * Reads a data set as a whole. Held out is what its publishers set apart for tests; in other sets every
 * eighth file, or the last of fewer.
 *
 * @throws {NeuroveilError} "input" when there are fewer than two pictures, "limit" when they need more
 *   than 1 GiB; what opening and reading the data set throw
 */
export async function readExamples(dataset: Dataset): Promise<Examples> {
  const pictures: Picture[] = [];
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const { name, image } of dataset.samples()) {
    const picture = toPicture(name, image);
    if (picture === undefined) continue;
    bytes += picture.data.length;
    if (bytes > memoryLimit) {
      throw new NeuroveilError("limit", {
        expected: `at most 1 GiB of samples in ${dataset.name}`,
        got: "more",
        todo: "train on a part of it",
      });
    }
    hash.update(`${name} ${picture.width} ${picture.height} `).update(picture.data);
    pictures.push(picture);
  }
  if (pictures.length < 2) {
    throw new NeuroveilError("input", {
      expected: `at least two pictures in ${dataset.name}, one of them to be held out`,
      got: pictures.length,
      todo: "choose a larger data set",
    });
  }
  const published = pictures.some(({ name }) => publishedTests.test(name));
  const every = Math.min(partHeldOut, pictures.length);
  const isHeldOut = ({ name }: Picture, i: number): boolean =>
    published ? publishedTests.test(name) : i % every === every - 1;
  return {
    training: pictures.filter((picture, i) => !isHeldOut(picture, i)),
    heldOut: pictures.filter(isHeldOut),
    fingerprint: hash.digest("hex"),
  };
}
