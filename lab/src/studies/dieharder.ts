import { spawn } from "node:child_process";
import { once } from "node:events";
import { NeuroveilError } from "neuroveil/errors";

/** One line of dieharder's table. */
export interface DieharderResult {
  readonly test: string;
  readonly tuple: number;
  readonly p: number;
  readonly assessment: "PASSED" | "WEAK" | "FAILED";
}

/** Gives so many bytes of a keystream, in pieces. */
export type ByteSource = (bytes: number) => AsyncIterable<Uint8Array>;

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

async function dieharder(source: AsyncIterable<Uint8Array>, options: string[]): Promise<string> {
  const child = spawn("dieharder", [...options, "-g", "200"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child, "spawn").catch((cause: unknown) => {
    throw new NeuroveilError(
      "unsupported",
      "expected the program dieharder, could not start it; install the Debian package dieharder",
      { cause },
    );
  });
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  let open = true;
  // dieharder closes its input when it has enough; what is still on the way is lost on purpose.
  child.stdin.on("error", () => (open = false));
  const closed = once(child, "close").then(() => (open = false));
  for await (const part of source) {
    if (!open) break;
    if (!child.stdin.write(part)) {
      await Promise.race([once(child.stdin, "drain").catch(() => undefined), closed]);
    }
  }
  child.stdin.end();
  await closed;
  return output;
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
