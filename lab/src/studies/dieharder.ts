import { feed, type BatteryProgram, type ByteSource } from "./feed.ts";

const program: BatteryProgram = {
  command: "dieharder",
  install: "install the Debian package dieharder",
};

/** One line of dieharder's table. */
export interface DieharderResult {
  readonly test: string;
  readonly tuple: number;
  readonly p: number;
  readonly assessment: "PASSED" | "WEAK" | "FAILED";
}

/**
 * Bytes that are there for one dieharder process. The whole battery reads some hundred gigabytes and
 * stops by itself; with features the key vector of them all must be made first.
 */
const supply = { all: 400e9, one: 2e9 };

/**
 * Runs Robert G. Brown's dieharder (Debian package `dieharder`).
 * @param tests numbers of its tests, or the whole battery
 * @returns its raw output
 */
export async function runDieharder(
  source: ByteSource,
  tests: readonly number[] | "all",
): Promise<string> {
  if (tests === "all") return await dieharder(source(supply.all), ["-a"]);
  const outputs: string[] = [];
  for (const test of tests) {
    outputs.push(await dieharder(source(supply.one), ["-d", String(test)]));
  }
  return outputs.join("");
}

function dieharder(source: AsyncIterable<Uint8Array>, options: readonly string[]): Promise<string> {
  return feed(program, [...options, "-g", "200"], source);
}

/** The lines of a table that dieharder printed. @throws Error when there are none */
export function readDieharder(output: string): DieharderResult[] {
  const line = /^ *(\w+)\| *(\d+)\| *\d+\| *\d+\|([\d.]+)\| *(PASSED|WEAK|FAILED)/gm;
  const results = [...output.matchAll(line)].map(([, test, tuple, p, assessment]) => ({
    test: test!,
    tuple: Number(tuple),
    p: Number(p),
    assessment: assessment as DieharderResult["assessment"],
  }));
  if (results.length === 0) {
    throw new Error("dieharder printed no results; is the Debian package dieharder installed?");
  }
  return results;
}
