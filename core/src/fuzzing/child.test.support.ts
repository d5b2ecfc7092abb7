/**
 * Fuzzes in a process of its own, which may hang or die: `child TARGET FIRST COUNT STATUS-FILE`. Into
 * the status file goes the number of the mutant at work; on standard output, as the last line, the results.
 */
import { openSync, readFileSync, writeSync } from "node:fs";
import { Random } from "./random.test.support.ts";
import { mutant } from "./target.test.support.ts";
import { targets } from "./targets.test.support.ts";

/** What came of some mutants. */
export interface ChildResults {
  /** How many came to what. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Longest processor time of one, in seconds, and its number. */
  readonly slowest: { readonly seconds: number; readonly index: number };
  readonly violations: readonly { readonly index: number; readonly message: string }[];
}

/** The numbers of one mutant of a target, the same in every run. */
export function randomOf(id: string, index: number): Random {
  const name = Array.from(id, (letter) => letter.charCodeAt(0));
  return new Random(name.reduce((sum, code) => Math.imul(sum, 31) + code, index * 7919));
}

async function main([id = "", first = "0", count = "0", status = ""]: string[]): Promise<void> {
  answerFileUrls();
  const target = targets.get(id)!;
  const seeds = await target.seeds();
  const file = openSync(status, "w");
  const outcomes: Record<string, number> = {};
  const violations: { index: number; message: string }[] = [];
  let slowest = { seconds: 0, index: -1 };
  for (let index = Number(first); index < Number(first) + Number(count); index++) {
    const { file: bytes, seed } = await mutant(target, seeds, randomOf(id, index), index);
    writeSync(file, String(index).padEnd(12), 0);
    const before = process.cpuUsage();
    let outcome: string;
    try {
      outcome = await target.run(bytes, seed);
    } catch (error) {
      outcome = "violation";
      violations.push({ index, message: String(error) });
    }
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    if (seconds > slowest.seconds) slowest = { seconds, index };
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  const results: ChildResults = { outcomes, slowest, violations };
  // On a line of its own: libvips prints what it thinks of some files.
  process.stdout.write(`\n${JSON.stringify(results)}`, () => process.exit());
}

/** The browser's JPEG decoder fetches its module from where it lies; Node's fetch knows no files. */
function answerFileUrls(): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith("file:")) return original(input, init);
    const headers = { "content-type": "application/wasm" };
    return new Response(new Uint8Array(readFileSync(new URL(url))), { headers });
  };
}

if (import.meta.filename === process.argv[1]) await main(process.argv.slice(2));
