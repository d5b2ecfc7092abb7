import { randomUUID } from "node:crypto";
import { printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import type { BucketClient } from "./client.ts";

const [first, second] = ["first", "second"].map((text) => new TextEncoder().encode(text));

/**
 * Tries whether a store does what results rely on: it takes a conditional write (`If-None-Match: *`)
 * where nothing is, and refuses one where something is. Some stores ignore the condition without a word.
 * The name is a new one each time: workers that start together would take away each other's.
 * @param start what keys of the queue's own begin with
 * @param shown the root, for people
 * @throws {NeuroveilError} "output"
 */
export async function requireConditionalWrites(
  client: BucketClient,
  start: string,
  shown: string,
): Promise<void> {
  const key = `${start}probe-${randomUUID()}`;
  try {
    // Refused at once: a first attempt arrived, and its answer did not.
    if (!(await client.putNew(key, first!))) return;
    if (!(await client.putNew(key, second!))) return;
  } finally {
    // A worker that may not delete leaves it to one that may.
    await client.remove(key).catch(() => undefined);
  }
  throw new NeuroveilError("output", {
    expected: `a store at ${printable(shown)} that keeps an object when If-None-Match: * comes for its name`,
    got: "one that replaced it",
    todo: "take a store that knows conditional writes, or a shared folder",
  });
}
