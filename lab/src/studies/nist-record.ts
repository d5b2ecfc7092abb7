import { RungeKutta } from "neuroveil/internal/chaos";
import { cipherById, keystream } from "neuroveil/ciphers";
import { lorenzFlow } from "../dynamics/systems/lorenz.ts";
import { startIn } from "../dynamics/systems/system.ts";
import { idealImages, next } from "../ideal-images.ts";
import type { NistAssessment } from "../nist/assessment.ts";
import { bitSequences, nistSuite, nistTable } from "../nist/index.ts";
import { binomialQuantile } from "../statistics/binomial.ts";
import { calibrate } from "../statistics/calibration.ts";
import {
  differenceDistinguisher,
  type DifferenceVerdict,
} from "../statistics/difference-distinguisher.ts";
import type { ByteSource } from "./feed.ts";
import type { Study } from "./study.ts";

/** A recorded run: what gives the bytes. */
interface NistSource {
  readonly title: string;
  readonly sequences: number;
  readonly source: ByteSource;
}

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const width = 4096;

async function* smoothCipherImage(bytes: number): AsyncGenerator<Uint8Array> {
  const height = Math.ceil(bytes / width);
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = ((i % width) + Math.floor(i / width)) >> 5;
  const cipher = cipherById("hybrid");
  const native = new Uint8Array(cipher.nativeKey.bytes).fill(7);
  await cipher.encrypt({ width, height, channels: 1, bytesPerSample: 1, data }, native);
  yield data.subarray(0, bytes);
}

async function* aesKeystream(bytes: number): AsyncGenerator<Uint8Array> {
  yield next(idealImages(800, { width: bytes, height: 1 })).data;
}

/** One byte a step of 0.001, floor(|x| 10^14) mod 256: the recipe of the literature. */
async function* literalLorenz(bytes: number): AsyncGenerator<Uint8Array> {
  const orbit = new RungeKutta(lorenzFlow.field, Float64Array.from(startIn(lorenzFlow.box)), 0.001);
  orbit.advance(100_000);
  yield Uint8Array.from({ length: bytes }, () => {
    orbit.advance(1);
    return Math.floor(Math.abs(orbit.state[0]!) * 1e14) % 256;
  });
}

/** The sources on the page; the first is the ideal one, which calibrates. */
const nistSources: readonly NistSource[] = [
  { title: "AES-256-CTR keystream", sequences: 400, source: aesKeystream },
  {
    title: "`hybrid`, the masks alone (`--frozen-features`)",
    sequences: 100,
    source: (bytes) => keystream("hybrid", key, bytes, { frozenFeatures: true }),
  },
  {
    title: "`hybrid`, the cipher image of zeros",
    sequences: 100,
    source: (bytes) => keystream("hybrid", key, bytes),
  },
  {
    title: "`hybrid`, the cipher image of a smooth image",
    sequences: 100,
    source: smoothCipherImage,
  },
  {
    title: "Lorenz flow, one byte a step as the literature takes it",
    sequences: 100,
    source: literalLorenz,
  },
];

/** What a source's bytes were found to be. */
interface NistRecord {
  readonly source: NistSource;
  readonly assessment: NistAssessment;
  readonly differences: DifferenceVerdict;
  /** Processor time of the NIST suite, seconds a sequence. */
  readonly seconds: number;
}

const sequenceBytes = 125_000;
const strides = [1, 2, 3, 4, 5, 6, 7, 8];
/** Sequences of a source in a quick run. */
const fewSequences = 2;

export const nistStudy: Study = {
  id: "nist",
  question:
    "Does NIST SP 800-22, or the difference distinguisher, tell keystreams from random bits?",
  page: () => "nist.md",
  async run({ quick, onProgress }) {
    const records: NistRecord[] = [];
    for (const [i, source] of nistSources.entries()) {
      const sequences = quick ? fewSequences : source.sequences;
      const about = (done: number): void =>
        onProgress?.((i + done / sequences) / nistSources.length, source.title);
      about(0);
      records.push(await record(source, sequences, about));
    }
    return { section: nistTables(records) };
  },
};

async function record(
  source: NistSource,
  sequences: number,
  onProgress: (sequences: number) => void,
): Promise<NistRecord> {
  const parts: Uint8Array[] = [];
  for await (const part of source.source(sequences * sequenceBytes)) parts.push(part.slice());
  const bytes = concatenated(parts);
  const start = process.cpuUsage();
  const assessment = await nistSuite(bitSequences([bytes]), { onProgress });
  const { user, system } = process.cpuUsage(start);
  return {
    source,
    assessment,
    differences: differenceDistinguisher(bytes, { strides }),
    seconds: (user + system) / 1e6 / sequences,
  };
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A page's tables about the sources. */
function nistTables(records: readonly NistRecord[]): string {
  const [ideal] = records;
  const sections = records.map(
    ({ source, assessment, differences }) => `### ${source.title}

${nistTable(assessment)}
Difference distinguisher, strides 1 to 8: ${distinguished(differences)}.
`,
  );
  return `${calibrationTable(ideal!)}
## Measured

${sections.join("\n")}`;
}

function distinguished({ pass, strongest, shares, alpha }: DifferenceVerdict): string {
  const { value, stride, lane, order, n, adjusted } = strongest;
  return `${pass ? "nothing rejected" : "rejected"} at ${alpha} over ${shares.length} shares; strongest ${value.toFixed(4)} (random: 0.2539) of ${n} differences of order ${order}, stride ${stride}, lane ${lane}, adjusted p ${adjusted === 0 ? "below 1e-300" : adjusted.toPrecision(3)}`;
}

/** How often an ideal source is rejected, test by test. */
function calibrationTable({ assessment, seconds }: NistRecord): string {
  const tests = [...new Set(assessment.results.map(({ test }) => test))];
  const rows = tests.map((id) => {
    const parts = assessment.results.filter(({ test }) => test === id);
    const found = parts.map(({ p }) => calibrate(p));
    const n = found[0]!.n;
    const shares = found[0]!.levels.map(({ level }, i) => {
      const below = found.map(({ levels }) => levels[i]!.below);
      const limits = [0.0005, 0.9995].map((q) => binomialQuantile(q, n, level)).join("–");
      return `${[...new Set([Math.min(...below), Math.max(...below)])].join("–")} (${limits})`;
    });
    const uniformity = Math.min(...found.map((part) => part.uniformity)).toPrecision(2);
    return `| ${id} | ${parts.length} | ${n} | ${shares.join(" | ")} | ${uniformity} |`;
  });
  return `## Calibration

${assessment.sequences} sequences of the AES-256-CTR keystream, a million bits each. For each test: the fewest and the most rejections that one of its P-values had at each level, in brackets what a binomial count keeps to in 99.9% of cases; and the smallest Kolmogorov–Smirnov probability of uniform P-values. ${seconds.toFixed(2)} s of processor time a sequence (Node ${process.version}, one thread).

| test | P-values | sequences | below 0.05 | below 0.01 | below 0.001 | uniformity |
|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}
