import { keystream } from "neuroveil/ciphers";
import { readDieharder, type ByteSource } from "./dieharder.ts";

/** A recorded run: a keystream and the tests that it goes through. */
export interface BatteryRun {
  readonly source: ByteSource;
  readonly tests: readonly number[] | "all";
}

/** What seven more keys are run through: one of each kind, the quick ones. */
export const subset: readonly number[] = [0, 1, 2, 4, 8, 10, 15, 16, 100, 101, 102, 206, 209];

/** Key k of the recorded runs: bytes k, k + 1, k + 2, ... */
function recordedKey(k: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => k + i);
}

function hybrid(k: number, frozenFeatures: boolean): ByteSource {
  return (bytes) => keystream("hybrid", recordedKey(k), bytes, { frozenFeatures });
}

/** The whole battery for one key, with and without features. */
export const whole: readonly (readonly [name: string, run: BatteryRun])[] = [
  ["hybrid-key0-full-all", { source: hybrid(0, false), tests: "all" }],
  ["hybrid-key0-frozen-all", { source: hybrid(0, true), tests: "all" }],
];

/** The subset for seven more keys. */
export const partial: readonly (readonly [name: string, run: BatteryRun])[] = Array.from(
  { length: 7 },
  (_, i) =>
    [`hybrid-key${i + 1}-full-subset`, { source: hybrid(i + 1, false), tests: subset }] as const,
);

/** A page about raw outputs, by name. */
export function summary(outputs: ReadonlyMap<string, string>): string {
  const rows = [...outputs].map(([name, output]) => {
    const results = readDieharder(output);
    const count = (what: string): number =>
      results.filter(({ assessment }) => assessment === what).length;
    const p = results.map((result) => result.p).toSorted((a, b) => a - b);
    return `| ${name} | ${results.length} | ${count("PASSED")} | ${count("WEAK")} | ${count("FAILED")} | ${p[0]} | ${p.at(-1)} |`;
  });
  return `# The hybrid keystream through dieharder

Written by \`npm run battery\` from the raw outputs in \`docs/dieharder/\` (dieharder 3.31.1, Debian). \`full\` is the bare cipher image of zeros at nonce zero, tile after tile; \`frozen\` the masks alone (\`--frozen-features\`). Key k is the bytes k, k + 1, …, k + 31. \`all\` is the whole battery (\`dieharder -a -g 200\`), \`subset\` its tests ${subset.join(", ")}.

An ideal generator is called WEAK about once in a hundred results (p outside 0.005 … 0.995) and FAILED once in a million.

| run | results | passed | weak | failed | smallest p | largest p |
|---|---|---|---|---|---|---|
${rows.join("\n")}

Passing proves nothing about security: such batteries also pass networks with weak weights that fall in milliseconds (see [hybrid.md](hybrid.md), "Weights").
`;
}
