import { availableParallelism } from "node:os";
import { ciphers, defaultCipher } from "neuroveil/ciphers";
import type { Contender } from "./contender.ts";
import { aesGcm, aesGcmRecycled } from "./contenders/aes-gcm.ts";
import { aesGcmThreads } from "./contenders/aes-gcm-threads.ts";
import { bareCipher } from "./contenders/bare-cipher.ts";
import { nobleAesGcm, nobleXChaCha } from "./contenders/noble.ts";
import { tripleDes } from "./contenders/triple-des.ts";
import { duel } from "./duel.ts";
import { endToEnd, type EndToEnd } from "./end-to-end.ts";
import { drawPhotograph } from "./photograph.ts";
import { measureLaboratory, type LaboratoryResult } from "./laboratory.ts";
import { summarise, type BenchResult } from "./result.ts";
import { measureTraining, type TrainingReport } from "./training/training.ts";
import { photograph, small, workload, type Workload } from "./workload.ts";

export interface BenchOptions {
  /** The small image alone, fewer pairs, no photograph: seconds instead of minutes. */
  readonly quick?: boolean | undefined;
  /** Called with every row as soon as it is known. */
  readonly onResult?: ((result: BenchResult) => void) | undefined;
  /** A 12-megapixel JPEG or PNG for the end-to-end measurement; drawn when not given. */
  readonly photo?: Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BenchReport {
  readonly results: readonly BenchResult[];
  /** Absent from a quick run. */
  readonly endToEnd?: EndToEnd;
  /** Absent from a quick run. */
  readonly laboratory?: readonly LaboratoryResult[];
  /** Absent from a quick run. */
  readonly training?: TrainingReport;
}

const photographPairs = 15;
/** Of a photograph from file to file, which varies more. */
const endToEndPairs = 25;
/** Of the small image more can be had in the same time. */
const smallPairs = 41;
/** Most of the registry's other ciphers are slow. */
const registryPairs = 9;

/**
 * Measures the flagship cipher, bare, and its peers against AES-256-GCM of Node's OpenSSL in this
 * process: 512² RGB and 12 megapixels, one thread and all; and every other cipher of the registry on
 * 512² RGB and one thread. Every row is the median over pairs that are
 * interleaved with AES on the same buffer and as many threads. The row of AES itself, paired with
 * itself, shows the noise; `aes-256-gcm-recycled` shows what AES can do when the memory of its results
 * is recycled.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires
 * @example
 * const { results } = await runBench({ quick: true });
 */
export async function runBench(options: BenchOptions = {}): Promise<BenchReport> {
  const { quick = false, onResult, photo, signal } = options;
  const results: BenchResult[] = [];
  const measure = async (contender: Contender, work: Workload, pairs: number): Promise<void> => {
    const yardstick = contender.threads === 1 ? aesGcm : aesGcmThreads(contender.threads);
    const found = await duel(contender, yardstick, work, { pairs, signal });
    const result = summarise(contender, work.data.length, found);
    results.push(result);
    onResult?.(result);
  };
  const all = contenders(availableParallelism());
  const papersSize = workload(small);
  for (const contender of all) await measure(contender, papersSize, quick ? 9 : smallPairs);
  if (quick) return { results };
  for (const { id } of ciphers)
    if (id !== defaultCipher) await measure(bareCipher(id, 1), papersSize, registryPairs);
  const telephone = workload(photograph);
  for (const contender of all) await measure(contender, telephone, photographPairs);
  const file = photo ?? (await drawPhotograph());
  return {
    results,
    endToEnd: await endToEnd(file, { pairs: endToEndPairs, signal }),
    laboratory: await measureLaboratory(signal),
    training: await measureTraining({ signal }),
  };
}

function contenders(threads: number): readonly Contender[] {
  const one = [
    bareCipher("hybrid", 1),
    aesGcm,
    aesGcmRecycled,
    nobleAesGcm,
    nobleXChaCha,
    tripleDes,
  ];
  return threads === 1 ? one : [...one, bareCipher("hybrid", threads), aesGcmThreads(threads)];
}
