import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChildResults } from "./child.test.support.ts";
import { randomOf } from "./child.test.support.ts";
import { mutant } from "./target.test.support.ts";
import { targets } from "./targets.test.support.ts";

/** What fuzzing came to. */
export interface FuzzResults {
  readonly mutants: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Longest processor time of one mutant, in seconds. */
  readonly slowest: number;
  /** What must not be, one line each, with the file that shows it. */
  readonly findings: readonly string[];
  /** Where those files lie; it is the caller's then. */
  readonly folder: string;
}

export interface FuzzOptions {
  readonly mutants: number;
  /** Seconds of processor time that a mutant may take. */
  readonly budget?: number;
  /** Seconds after which one that is still at work counts as hanging, on a machine that may be busy. */
  readonly patience?: number;
}

/** What the status file says before the first mutant: making the seeds takes a while. */
const notBegun = "not begun";

/** Enough for what a mutant may need; one that needs more ends the process. */
const heapMegabytes = 1024;
/** Mutants of one child: a leak would show at its end, and not more is lost when it dies. */
const perChild = 5000;

/** Runs mutants of a target in child processes, whose death or standstill is a finding as well. */
export async function fuzz(id: string, options: FuzzOptions): Promise<FuzzResults> {
  const { mutants, budget = 2, patience = 60 } = options;
  const outcomes: Record<string, number> = {};
  const findings: string[] = [];
  let slowest = 0;
  const folder = await mkdtemp(join(tmpdir(), `neuroveil-fuzz-${id}-`));
  const found = async (index: number, what: string): Promise<void> => {
    findings.push(`${id} ${index}: ${what} (${await keep(folder, id, index)})`);
  };
  for (let first = 0; first < mutants && findings.length < 20;) {
    const count = Math.min(perChild, mutants - first);
    const end = await runChild(id, first, count, join(folder, "status"), patience);
    if ("results" in end) {
      const { results } = end;
      for (const [outcome, times] of Object.entries(results.outcomes)) {
        outcomes[outcome] = (outcomes[outcome] ?? 0) + times;
      }
      for (const { index, message } of results.violations) await found(index, message);
      slowest = Math.max(slowest, results.slowest.seconds);
      if (results.slowest.seconds > budget) {
        await found(results.slowest.index, `took ${results.slowest.seconds} s`);
      }
      first += count;
    } else {
      await found(end.index, end.how);
      first = end.index + 1;
    }
  }
  if (findings.length === 0) await rm(folder, { recursive: true });
  return { mutants, outcomes, slowest, findings, folder };
}

type ChildEnd =
  | { readonly results: ChildResults }
  | { readonly index: number; readonly how: string };

async function runChild(
  id: string,
  first: number,
  count: number,
  status: string,
  patience: number,
): Promise<ChildEnd> {
  await writeFile(status, notBegun);
  // Tests run from the sources, but a process needs JavaScript.
  const entry = fileURLToPath(new URL("../../dist/fuzzing/child.test.support.js", import.meta.url));
  const heap = `--max-old-space-size=${heapMegabytes}`;
  const args = [heap, entry, id, String(first), String(count), status];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const output: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => output.push(part));

  let seen = { status: notBegun, since: performance.now() };
  let hangs = false;
  const watch = setInterval(() => {
    const now = readFileSync(status, "utf8");
    if (now !== seen.status) seen = { status: now, since: performance.now() };
    else if (now !== notBegun && performance.now() - seen.since > 1000 * patience) {
      hangs = true;
      child.kill("SIGKILL");
    }
  }, 200);
  const code = await new Promise<number | string>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit, signal) => resolve(exit ?? signal ?? "nothing"));
  });
  clearInterval(watch);
  if (code === 0) {
    const last = Buffer.concat(output).toString().split("\n").at(-1)!;
    return { results: JSON.parse(last) as ChildResults };
  }
  const end = readFileSync(status, "utf8");
  if (end === notBegun) throw new Error(`the fuzzer did not begin: ${code}`);
  const index = Number(end);
  return { index, how: hangs ? `still at work after ${patience} s` : `ended the process: ${code}` };
}

/** Writes a mutant to a file. */
async function keep(folder: string, id: string, index: number): Promise<string> {
  const target = targets.get(id)!;
  const { file } = await mutant(target, await target.seeds(), randomOf(id, index), index);
  const path = join(folder, `${index}.${id}`);
  await writeFile(path, file);
  return path;
}
