import {
  attackById,
  attacks as allAttacks,
  cipherFingerprint,
  verdict,
  type Attack,
} from "@neuroveil/lab/attacks";
import type { Image } from "neuroveil/image";
import type { CipherSource, ComparedCipher } from "../comparison/cipher-source.ts";
import { jobName, type AttackFolder } from "./attack-folder.ts";
import type { AttackDocument, Failed } from "./attack-document.ts";
import type { AttackEngine, AttackJob, Tried } from "./attack-job.ts";

/** Family-wise level over all attacks on one cipher, as everywhere. */
const level = 0.001;

/** What is to be attacked. */
export interface AttackRequest {
  readonly attacks: readonly Attack[];
  readonly ciphers: readonly ComparedCipher[];
  readonly scene: Image;
  readonly seed: number;
  readonly seconds: number;
  readonly version: string;
}

/**
 * Tries every attack on every cipher; what the folder has is not done again.
 * @param onProgress takes the part of the jobs that is done, 0 to 1
 * @throws {NeuroveilError} "output" when results cannot be kept
 */
export async function runAttacks(
  request: AttackRequest,
  engine: AttackEngine,
  folder: AttackFolder | undefined,
  onProgress: (done: number) => void,
): Promise<AttackDocument> {
  const { attacks, ciphers, scene, seed, seconds, version } = request;
  const jobs = ciphers.flatMap(({ source }) =>
    attacks.map(({ id: attack }): AttackJob => ({
      attack,
      source,
      scene,
      seed,
      seconds,
      level: level / allAttacks.length,
    })),
  );
  const name = await jobNames(request);
  const tried: (Tried | undefined)[] = [];
  const failed: Failed[] = [];
  let [next, ended] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < jobs.length) {
      const index = next++;
      const job = jobs[index]!;
      const found = await folder?.find(name(job));
      if (found === undefined) {
        const outcome = await engine.run(job);
        if ("failure" in outcome) {
          failed.push({ attack: job.attack, cipher: job.source.id, error: outcome.failure });
        } else {
          await folder?.keep(name(job), outcome.value);
          tried[index] = outcome.value;
        }
      } else {
        // Kept by a run of another number of attacks, and so of another level.
        tried[index] = "notTried" in found ? found : { ...found, ...verdict(found, job.level) };
      }
      onProgress(++ended / jobs.length);
    }
  };
  await Promise.all(Array.from({ length: engine.width }, work));
  const all = tried.filter((each) => each !== undefined);
  const document: AttackDocument = {
    seed,
    level,
    seconds,
    version,
    results: all.flatMap((each) => {
      if ("notTried" in each) return [];
      const { picture: _, ...result } = each;
      return [result];
    }),
    notTried: all.filter((each) => "notTried" in each),
    failed,
  };
  await folder?.write(document, all);
  return document;
}

/** Names that a changed cipher, or a changed attack, does not keep. */
async function jobNames({ ciphers, version }: AttackRequest): Promise<(job: AttackJob) => string> {
  const fingerprints = new Map<CipherSource, string>();
  for (const { cipher, source } of ciphers)
    fingerprints.set(source, await cipherFingerprint(cipher));
  return (job) =>
    jobName(job, [version, fingerprints.get(job.source)!, String(attackById(job.attack).run)]);
}
