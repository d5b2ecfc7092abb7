import { keystream } from "neuroveil/ciphers";
import { readDieharder, runDieharder } from "./dieharder.ts";
import type { ByteSource } from "./feed.ts";
import { RawOutputs } from "./raw-outputs.ts";
import type { Study } from "./study.ts";

/** A recorded run: a keystream and the tests that it goes through. */
export interface BatteryRun {
  readonly source: ByteSource;
  readonly tests: readonly number[] | "all";
}

/** One of each kind, the quick ones. */
export const subset: readonly number[] = [0, 1, 2, 4, 8, 10, 15, 16, 100, 101, 102, 206, 209];

/** Key k of the recorded runs: bytes k, k + 1, k + 2, ... */
function recordedKey(k: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => k + i);
}

function hybrid(k: number, frozenFeatures: boolean): ByteSource {
  return (bytes) => keystream("hybrid", recordedKey(k), bytes, { frozenFeatures });
}

/**
 * The whole battery for one key, without features: with them, the key vector of the 400 GB that it may read
 * would be made first. Too long for the study: the slow suite has it.
 */
export const whole: readonly (readonly [name: string, run: BatteryRun])[] = [
  ["hybrid-key0-frozen-all", { source: hybrid(0, true), tests: "all" }],
];

/** The subset: for one key without features, for seven more with them. */
export const partial: readonly (readonly [name: string, run: BatteryRun])[] = [
  ["hybrid-key0-frozen-subset", { source: hybrid(0, true), tests: subset }],
  ...Array.from({ length: 7 }, (_, i) => {
    const run = { source: hybrid(i + 1, false), tests: subset };
    return [`hybrid-key${i + 1}-full-subset`, run] as const;
  }),
];

/** The section about raw outputs, by name. */
function summary(outputs: ReadonlyMap<string, string>): string {
  const rows = [...outputs].map(([name, output]) => {
    const results = readDieharder(output);
    const count = (what: string): number =>
      results.filter(({ assessment }) => assessment === what).length;
    const p = results.map((result) => result.p).toSorted((a, b) => a - b);
    return `| ${name} | ${results.length} | ${count("PASSED")} | ${count("WEAK")} | ${count("FAILED")} | ${p[0]} | ${p.at(-1)} |`;
  });
  return `\`subset\`: tests ${subset.join(", ")}.

| run | results | passed | weak | failed | smallest p | largest p |
|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}

/** A run of a minute, for the quick study. */
const glimpse = [
  ["hybrid-key1-full-glimpse", { source: hybrid(1, false), tests: subset.slice(0, 1) }],
] as const;

export const dieharderStudy: Study = {
  id: "dieharder",
  question: "Does the battery dieharder tell the hybrid keystream from random bits?",
  page: () => "keystream.md",
  async run({ quick, folder, onProgress }) {
    const runs = quick ? glimpse : partial;
    const kept =
      folder === undefined || quick ? undefined : await RawOutputs.open(folder, "dieharder");
    const outputs = new Map(kept?.outputs);
    for (const [i, [name, { source, tests }]] of runs.entries()) {
      onProgress?.(i / runs.length, name);
      if (outputs.has(name)) continue;
      const output = await runDieharder(source, tests);
      await kept?.keep(name, output);
      outputs.set(name, output);
    }
    return { section: summary(new Map([...outputs].toSorted(([a], [b]) => (a < b ? -1 : 1)))) };
  },
};
