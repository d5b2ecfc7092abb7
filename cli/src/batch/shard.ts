import { createHash } from "node:crypto";
import { Option, InvalidArgumentError, type Command } from "commander";
import type { Input } from "../files/inputs.ts";

/** A part of a batch: number `index`, from 1, of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export interface ShardFlags {
  readonly shard?: Shard;
}

export function addShardOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--shard <i/n>",
      "only part i of n, the same on every machine: n calls do all files",
    ).argParser(parseShard),
  );
}

/**
 * Whether a file belongs to a shard: by a hash of its place below the folder that was named, so that
 * machines agree without a word, and one file more or less moves no other.
 */
export function inShard(shard: Shard | undefined, { relative }: Pick<Input, "relative">): boolean {
  if (shard === undefined) return true;
  const place = relative.replaceAll("\\", "/");
  const hash = createHash("sha256").update(place, "utf8").digest().readUInt32BE(0);
  return hash % shard.count === shard.index - 1;
}

function parseShard(value: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(value)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index >= 1 && index <= count)
    return { index, count };
  throw new InvalidArgumentError("Give a part and how many there are, as in 1/4.");
}
