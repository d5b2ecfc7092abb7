import { randomBytes } from "node:crypto";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decrypt } from "neuroveil";
import { cipherById } from "neuroveil/ciphers";
import { sealInputTo } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import { createContentKey } from "neuroveil/keys";
import sharp, { type Sharp } from "sharp";
import { median, quantile } from "./quantile.ts";

/** What a person waits for: a photograph's file to its cipher image's file, and back. */
export interface EndToEnd {
  /** Bytes of the photograph's file. */
  readonly fileBytes: number;
  /** File to file: reading, decoding, encrypting, sealing, writing a cipher PNG; all threads. */
  readonly encryptSeconds: number;
  /** The cipher PNG's file to the PNG's file. */
  readonly decryptSeconds: number;
  /** File to file with sharp: decoding the same photograph to samples, writing an uncompressed PNG. */
  readonly plainSeconds: number;
  /** The same in sharp's pipeline, which streams and never holds the samples of the whole image. */
  readonly pipelineSeconds: number;
  /** Median of the pairs' `encryptSeconds` / `plainSeconds`. */
  readonly ratio: number;
  readonly ratioQuartiles: readonly [number, number];
  readonly pairs: number;
}

/** Times the library on a photograph as the command line uses it, in pairs interleaved with plain decoding. */
export async function endToEnd(
  photo: Uint8Array,
  options: { pairs: number; signal?: AbortSignal | undefined },
): Promise<EndToEnd> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-bench-"));
  try {
    return summarise(photo, await measure(folder, photo, options));
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Lap {
  readonly sealed: number;
  readonly opened: number;
  readonly plain: number;
  readonly pipeline: number;
}

async function measure(
  folder: string,
  photo: Uint8Array,
  options: { pairs: number; signal?: AbortSignal | undefined },
): Promise<Lap[]> {
  const key = randomBytes(32);
  const [jpeg, veiled, png] = ["photo.jpg", "photo.veil.png", "photo.png"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(jpeg, photo);
  const seal = async (): Promise<void> => {
    const contentKey = await createContentKey({ key });
    const settings = { contentKey, cipher: cipherById("hybrid"), protection: "sealed" } as const;
    const photo = new Uint8Array(await readFile(jpeg));
    const file = await open(veiled, "wx");
    await sealInputTo(file, photo, settings);
    await file.close();
  };
  const unseal = async (): Promise<void> =>
    writeFile(png, (await decrypt(new Uint8Array(await readFile(veiled)), { key })).bytes);
  // Without ignoreIcc it would convert colours, which takes longer than decoding.
  const read = (): Sharp => sharp(jpeg, { ignoreIcc: true });
  const uncompressed = { compressionLevel: 0 };
  const plain = async (): Promise<void> => {
    const { data, info } = await read().raw().toBuffer({ resolveWithObject: true });
    await sharp(data, { raw: info }).png(uncompressed).toFile(png);
  };
  const pipeline = (): Promise<unknown> => read().png(uncompressed).toFile(png);

  /** Every lap writes new files: emptying old ones takes as long as writing. */
  const lap = async (work: () => Promise<unknown>): Promise<number> => {
    const taken = await seconds(work);
    await rm(png, { force: true });
    return taken;
  };

  await seal();
  await lap(plain);
  const laps: Lap[] = [];
  for (let i = 0; i < options.pairs; i++) {
    if (options.signal?.aborted)
      throw new NeuroveilError("aborted", "the benchmark was stopped before it was done", {
        cause: options.signal.reason,
      });
    await rm(veiled);
    const before = i % 2 === 0 ? await lap(plain) : 0;
    const sealed = await lap(seal);
    const after = i % 2 === 0 ? before : await lap(plain);
    const streamed = await lap(pipeline);
    laps.push({ sealed, opened: await lap(unseal), plain: after, pipeline: streamed });
  }
  return laps;
}

function summarise(photo: Uint8Array, laps: readonly Lap[]): EndToEnd {
  const ratios = laps.map(({ sealed, plain }) => sealed / plain);
  return {
    fileBytes: photo.length,
    encryptSeconds: median(laps.map(({ sealed }) => sealed)),
    decryptSeconds: median(laps.map(({ opened }) => opened)),
    plainSeconds: median(laps.map(({ plain }) => plain)),
    pipelineSeconds: median(laps.map(({ pipeline }) => pipeline)),
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
