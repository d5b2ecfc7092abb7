import { keystream } from "neuroveil/ciphers";
import { idealImages, next } from "../ideal-images.ts";
import { feed, type BatteryProgram, type ByteSource } from "./feed.ts";
import { counterStates, oneState } from "./mask-sources.ts";
import { RawOutputs } from "./raw-outputs.ts";
import type { Study } from "./study.ts";

const program: BatteryProgram = {
  command: "RNG_test",
  install: "build PractRand 0.95 and put its RNG_test on the path",
};

/** What PractRand says of the longest part that it read. */
export interface PractrandResult {
  readonly bytes: number;
  readonly results: number;
  /** What it found remarkable, with its word for how much. */
  readonly anomalies: readonly { readonly test: string; readonly evaluation: string }[];
}

/** Chris Doty-Humphrey's PractRand, its core tests, on so many bytes: a power of two, from 2^20. */
export function runPractrand(source: ByteSource, bytes: number): Promise<string> {
  const length = `${bytes / 2 ** 20}MB`;
  return feed(program, ["stdin8", "-tlmin", length, "-tlmax", length], source(bytes));
}

/** The last part of what RNG_test printed. @throws Error when there is none */
export function readPractrand(output: string): PractrandResult {
  const last = output.split(/^length= /m).at(-1)!;
  const length = /^[^(]*\(2\^(\d+) bytes\)/.exec(last);
  const fine = /(?:no anomalies in|\.\.\.and) (\d+) test result\(s\)/.exec(last);
  if (length === null) throw new Error("RNG_test printed no results");
  const anomalies = [...last.matchAll(/^ {2}(\S+) +R *[=>] *\S+ +p *~?= *\S+ +(\S.*?) *$/gm)].map(
    ([, test, evaluation]) => ({ test: test!, evaluation: evaluation! }),
  );
  return {
    bytes: 2 ** Number(length[1]),
    results: Number(fine?.[1] ?? 0) + anomalies.length,
    anomalies,
  };
}

/** The evaluation that no ideal generator gets once in a million parts. */
export function failed({ anomalies }: PractrandResult): boolean {
  return anomalies.some(({ evaluation }) => /FAIL|VERY SUSPICIOUS/.test(evaluation));
}

interface Run {
  readonly name: string;
  readonly title: string;
  readonly source: ByteSource;
  readonly bytes: number;
}

const key = Uint8Array.from({ length: 32 }, (_, i) => i);

async function* aes(bytes: number): AsyncGenerator<Uint8Array> {
  const pieces = idealImages(801, { width: 2 ** 20, height: 1 });
  for (let given = 0; given < bytes; given += 2 ** 20) yield next(pieces).data;
}

/** x = 69069 x mod 2^32, its bytes: what a battery must find. */
export async function* congruential(bytes: number): AsyncGenerator<Uint8Array> {
  let x = 1;
  for (let given = 0; given < bytes; given += 65_536) {
    const words = Uint32Array.from({ length: 16_384 }, () => (x = Math.imul(x, 69_069)));
    yield new Uint8Array(words.buffer);
  }
}

const runs: readonly Run[] = [
  {
    name: "hybrid-masks",
    title: "`hybrid`, masks of successive tiles",
    source: (bytes) => keystream("hybrid", key, bytes, { frozenFeatures: true }),
    bytes: 2 ** 32,
  },
  {
    name: "hybrid-zeros",
    title: "`hybrid`, the cipher image of zeros",
    source: (bytes) => keystream("hybrid", key, bytes),
    bytes: 2 ** 32,
  },
  {
    name: "hybrid-counter-states",
    title: "`hybrid`, first lines of the masks of counter states",
    source: counterStates(802),
    bytes: 2 ** 28,
  },
  {
    name: "hybrid-one-state",
    title: "`hybrid`, the mask of one state run on",
    source: oneState(803),
    bytes: 2 ** 28,
  },
  { name: "aes-256-ctr", title: "AES-256-CTR", source: aes, bytes: 2 ** 30 },
  { name: "congruential", title: "x = 69069 x mod 2^32", source: congruential, bytes: 2 ** 26 },
];

function table(outputs: ReadonlyMap<string, string>): string {
  const rows = runs
    .filter(({ name }) => outputs.has(name))
    .map(({ name, title }) => {
      const result = readPractrand(outputs.get(name)!);
      const { bytes, results, anomalies } = result;
      const named = anomalies.slice(0, 3).map(({ test, evaluation }) => `${test} ${evaluation}`);
      const more = anomalies.length > 3 ? ` and ${anomalies.length - 3} more` : "";
      const found = anomalies.length === 0 ? "–" : `${named.join(", ")}${more}`;
      return `| ${title} | ${bytes / 2 ** 20} | ${results} | ${found} | ${failed(result) ? "fails" : "passes"} |`;
    });
  return `| bytes of | MB | results | anomalies | |
|---|---|---|---|---|
${rows.join("\n")}
`;
}

/** A run of seconds, for the quick study. */
const glimpse: readonly Run[] = [{ ...runs[0]!, bytes: 2 ** 24 }];

export const practrandStudy: Study = {
  id: "practrand",
  question: "Does PractRand tell masks of the hybrid cipher from random bits?",
  page: () => "keystream.md",
  async run({ quick, folder, onProgress }) {
    const chosen = quick ? glimpse : runs;
    const kept =
      folder === undefined || quick ? undefined : await RawOutputs.open(folder, "practrand");
    const outputs = new Map(kept?.outputs);
    for (const [i, { name, title, source, bytes }] of chosen.entries()) {
      onProgress?.(i / chosen.length, title);
      if (outputs.has(name)) continue;
      const output = await runPractrand(source, bytes);
      await kept?.keep(name, output);
      outputs.set(name, output);
    }
    const control = outputs.get("congruential");
    return {
      section: table(outputs),
      ...(control !== undefined &&
        !failed(readPractrand(control)) && { faults: ["the control was not found"] }),
    };
  },
};
