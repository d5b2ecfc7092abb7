import { availableParallelism } from "node:os";
import { ciphers, defaultCipher } from "neuroveil/ciphers";
import type { Contender } from "./contender.ts";
import { aesGcm, aesGcmParts } from "./contenders/aes-gcm.ts";
import { aesGcmThreads } from "./contenders/aes-gcm-threads.ts";
import { bareCipher } from "./contenders/bare-cipher.ts";
import { nobleAesGcm, nobleXChaCha } from "./contenders/noble.ts";
import { tripleDes } from "./contenders/triple-des.ts";
import { duel } from "./duel.ts";
import { endToEnd, type EndToEnd } from "./end-to-end.ts";
import { eventLoop, type EventLoopResult } from "./event-loop.ts";
import { measurePage, type PageReport } from "./page.ts";
import { drawPhotograph } from "./photograph.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { measureLaboratory, type LaboratoryResult } from "./laboratory.ts";
import { summarise, type BenchResult } from "./result.ts";
import { measureTraining, type TrainingReport } from "./training/training.ts";
import { photograph, small, workload, type Workload } from "./workload.ts";

export interface BenchOptions {
  /** The small image alone, fewer pairs, no photograph: seconds instead of minutes. */
  readonly quick?: boolean | undefined;
  /** Called with every row as soon as it is known. */
  readonly onResult?: ((result: BenchResult) => void) | undefined;
  /** A 12-megapixel JPEG or PNG for what works on files; drawn when not given. */
  readonly photo?: Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BenchReport {
  readonly machine: Machine;
  readonly results: readonly BenchResult[];
  /** Absent from a quick run. */
  readonly endToEnd?: EndToEnd;
  /** Absent from a quick run. */
  readonly eventLoop?: readonly EventLoopResult[];
  /** Absent from a quick run. */
  readonly laboratory?: readonly LaboratoryResult[];
  /** Absent from a quick run. */
  readonly training?: TrainingReport;
  /** Absent from a quick run. */
  readonly page?: PageReport;
}

const photographPairs = 15;
/** Of a photograph from file to file, which varies more. */
const endToEndPairs = 25;
/** Of a photograph in the page, decrypted again and compared. */
const pagePairs = 9;
/** Of the small image more can be had in the same time. */
const smallPairs = 41;
/** Most of the registry's other ciphers are slow. */
const registryPairs = 9;

/**
 * Measures the flagship cipher, bare, and its peers: 512² RGB and 12 megapixels, one thread and all;
 * and every other cipher of the registry on 512² RGB and one thread. Beside every row of one thread
 * stand two yardsticks, AES-256-GCM of Node's OpenSSL as a program uses it and in small parts of
 * recycled memory; beside those of more threads AES in parts on as many. All are measured in the same
 * rounds on the same buffer. The rows of AES itself show the noise.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires
 * @example
 * const { results } = await runBench({ quick: true });
 */
export async function runBench(options: BenchOptions = {}): Promise<BenchReport> {
  const { quick = false, onResult, photo, signal } = options;
  const machine = thisMachine();
  const results: BenchResult[] = [];
  const measure = async (contender: Contender, work: Workload, pairs: number): Promise<void> => {
    const { threads } = contender;
    const yardsticks = threads === 1 ? [aesGcm, aesGcmParts] : [aesGcmThreads(threads)];
    const rounds = await duel(contender, yardsticks, work, { pairs, signal });
    const result = summarise(contender, yardsticks, work.data.length, rounds);
    results.push(result);
    onResult?.(result);
  };
  const all = contenders(availableParallelism());
  const papersSize = workload(small);
  for (const contender of all) await measure(contender, papersSize, quick ? 9 : smallPairs);
  if (quick) return { machine, results };
  for (const { id } of ciphers)
    if (id !== defaultCipher) await measure(bareCipher(id, 1), papersSize, registryPairs);
  const telephone = workload(photograph);
  for (const contender of all) await measure(contender, telephone, photographPairs);
  const file = photo ?? (await drawPhotograph());
  return {
    machine,
    results,
    endToEnd: await endToEnd(file, { pairs: endToEndPairs, signal }),
    eventLoop: await eventLoop(file, { signal }),
    laboratory: await measureLaboratory(signal),
    training: await measureTraining({ signal }),
    page: await measurePage(file, { pairs: pagePairs, signal }),
  };
}

function contenders(threads: number): readonly Contender[] {
  const one = [bareCipher("hybrid", 1), aesGcm, aesGcmParts, nobleAesGcm, nobleXChaCha, tripleDes];
  return threads === 1 ? one : [...one, bareCipher("hybrid", threads), aesGcmThreads(threads)];
}
