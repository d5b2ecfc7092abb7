import { randomFillSync } from "node:crypto";
import { analyzeCipher, analyzePair, nativeKeyFrom } from "@neuroveil/lab/analysis";
import { BitSequence, nistSuite } from "@neuroveil/lab/nist";
import { differenceDistinguisher } from "@neuroveil/lab/statistics";
import { cipherById } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { median } from "@neuroveil/lab/statistics";
import { photograph, small, workload, type Shape } from "./workload.ts";

/** How long one of the laboratory's measurements takes on one thread. */
export interface LaboratoryResult {
  readonly id: string;
  /** What was measured: pixels or a stream, in bytes. */
  readonly bytes: number;
  /** Median over the runs, without the cipher's own time. */
  readonly seconds: number;
  readonly runs: number;
}

const runs = 3;

/**
 * Times the laboratory: `analyze` of a cipher with 100 positions on 512² RGB, without the time of its
 * encryptions; the metrics of a plain and a cipher image of 12 megapixels; NIST SP 800-22 on a
 * million bits; the difference distinguisher on a million bytes.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires
 */
export async function measureLaboratory(
  signal?: AbortSignal,
): Promise<readonly LaboratoryResult[]> {
  const results: LaboratoryResult[] = [];
  for (const { id, bytes, measure } of measurements) {
    const seconds: number[] = [];
    for (let run = 0; run < runs; run++) {
      if (signal?.aborted)
        throw new NeuroveilError("aborted", {
          sentence: "the benchmark was stopped before it was done",
          cause: signal.reason,
        });
      seconds.push(await measure());
    }
    results.push({ id, bytes, seconds: median(seconds), runs });
  }
  return results;
}

const million = 1_000_000;

const measurements: readonly {
  readonly id: string;
  readonly bytes: number;
  readonly measure: () => Promise<number>;
}[] = [
  {
    id: "analyze",
    bytes: bytesOf(small),
    measure: async () => {
      const cipher = cipherById("hybrid");
      const key = await nativeKeyFrom(cipher, new Uint8Array(32));
      const image = noise(small);
      const start = performance.now();
      const { metrics } = await analyzeCipher(cipher, image, { key, threads: 1 });
      const all = (performance.now() - start) / 1000;
      const { value, n } = metrics.find((metric) => metric.id === "encryption-seconds")!;
      return all - value * n;
    },
  },
  {
    id: "metrics",
    bytes: bytesOf(photograph),
    measure: () => {
      const [plain, cipher] = [noise(photograph), noise(photograph)];
      return timed(() => analyzePair(plain, cipher));
    },
  },
  {
    id: "nist",
    bytes: million / 8,
    measure: () => {
      const sequence = new BitSequence(randomFillSync(new Uint8Array(million / 8)));
      return timed(() => nistSuite([sequence]));
    },
  },
  {
    id: "difference-distinguisher",
    bytes: million,
    measure: () => {
      const stream = randomFillSync(new Uint8Array(million));
      return timed(() => differenceDistinguisher(stream));
    },
  },
];

function bytesOf({ width, height, channels }: Shape): number {
  return width * height * channels;
}

function noise(shape: Shape): Image {
  const { width, height, channels, data } = workload(shape);
  return { width, height, channels, bits: 8, colour: "rgb", data, metadata: {} };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
