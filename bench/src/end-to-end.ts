import { randomBytes } from "node:crypto";
import { decrypt, encrypt } from "neuroveil";
import { NeuroveilError } from "neuroveil/errors";
import sharp from "sharp";
import { median, quantile } from "./quantile.ts";

/** What a person waits for: a photograph's file to its cipher image's file, and back. */
export interface EndToEnd {
  /** Bytes of the photograph's file. */
  readonly fileBytes: number;
  /** File in, sealed cipher PNG out: decoding, encrypting, sealing, writing; all threads. */
  readonly encryptSeconds: number;
  /** Cipher PNG in, PNG out. */
  readonly decryptSeconds: number;
  /** Decoding the same file and writing an uncompressed PNG with sharp. */
  readonly plainSeconds: number;
  /** Median of the pairs' `encryptSeconds` / `plainSeconds`. */
  readonly ratio: number;
  readonly ratioQuartiles: readonly [number, number];
  readonly pairs: number;
}

/** Times the library's front door on a photograph, in pairs interleaved with plain decoding. */
export async function endToEnd(
  photo: Uint8Array,
  options: { pairs: number; signal?: AbortSignal | undefined },
): Promise<EndToEnd> {
  const key = randomBytes(32);
  const seal = (): Promise<Uint8Array> => encrypt(photo, { key });
  const plain = (): Promise<Uint8Array> =>
    sharp(photo, { ignoreIcc: true }).png({ compressionLevel: 0 }).toBuffer();

  let carrier = await seal();
  await plain();
  const laps: { sealed: number; opened: number; plain: number }[] = [];
  for (let i = 0; i < options.pairs; i++) {
    if (options.signal?.aborted)
      throw new NeuroveilError("aborted", "the benchmark was stopped before it was done", {
        cause: options.signal.reason,
      });
    const before = i % 2 === 0 ? await seconds(plain) : 0;
    const sealed = await seconds(async () => (carrier = await seal()));
    const after = i % 2 === 0 ? before : await seconds(plain);
    const opened = await seconds(() => decrypt(carrier, { key }));
    laps.push({ sealed, opened, plain: after });
  }
  const ratios = laps.map(({ sealed, plain }) => sealed / plain);
  return {
    fileBytes: photo.length,
    encryptSeconds: median(laps.map(({ sealed }) => sealed)),
    decryptSeconds: median(laps.map(({ opened }) => opened)),
    plainSeconds: median(laps.map(({ plain }) => plain)),
    ratio: median(ratios),
    ratioQuartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    pairs: laps.length,
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
