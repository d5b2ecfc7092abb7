import { hybridVariant, type HybridVariant } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { seedWeights } from "neuroveil/internal/networks";
import { cipherImage, decryptedImage } from "../../analysis/cipher-image.ts";
import { flipBit, nativeKeyFrom, spreadBits } from "../../analysis/native-key.ts";
import { spreadSamples } from "../../analysis/one-sample.ts";
import { drawGrayScene } from "../../datasets/scene.ts";
import { correlation } from "../../metrics/correlation.ts";
import { entropy } from "../../metrics/entropy.ts";
import { npcr } from "../../metrics/npcr.ts";
import { psnr } from "../../metrics/psnr.ts";
import { kept } from "./measure-pictures.ts";
import { processorSeconds } from "./processor-time.ts";

/** One cell of the ablation. */
export interface Ablation {
  /** In words, "2 LSTM layers, 64 key bits". */
  readonly name: string;
  readonly shape: Omit<HybridVariant, "weights" | "id">;
  /** What weights come from: a seed, or a file; default: the shape's own seed. */
  readonly weightSeed?: string;
  readonly weightFile?: Uint8Array;
}

export const keySizes: readonly (number | "all")[] = [16, 64, 128, 256, "all"];
export const lstmLayers: readonly number[] = [0, 1, 2, 3];

/** Key size and LSTM layers against each other, then one thing at a time, then other weights. */
export function ablations(quick: boolean): readonly Ablation[] {
  const cells = lstmLayers.flatMap((layers) =>
    keySizes.map((bits) => ablation({ lstmLayers: layers, keyBits: bits })),
  );
  if (quick) return cells.slice(4, 6);
  return [
    ...cells,
    ...[16, 64].map((units) => ablation({ units })),
    ...[2, 4, 8].map((cnnDepth) => ablation({ cnnDepth })),
    ...[1, 2, 4].map((residualBlocks) => ablation({ residualBlocks })),
    ...[1, 4].map((cnnChannels) => ablation({ cnnChannels })),
    ...[3, 4, 8].map((halfRounds) => ablation({ halfRounds })),
    ...["one", "two", "three", "four"].map((seed) => ({
      name: `weights of the seed "${seed}"`,
      shape: {},
      weightSeed: `neuroveil study ${seed}`,
    })),
  ];
}

const words: Readonly<Record<string, string>> = {
  lstmLayers: "LSTM layers",
  keyBits: "key bits",
  units: "units",
  cnnDepth: "CNN layers",
  residualBlocks: "residual blocks",
  cnnChannels: "CNN channels",
  halfRounds: "half-rounds",
};

function ablation(shape: Ablation["shape"]): Ablation {
  const name = Object.entries(shape)
    .map(([part, value]) => `${words[part]!}: ${value}`)
    .join(", ");
  return { name, shape };
}

/** What a variant gave, a value a picture. */
export interface AblationRecord {
  readonly n: number;
  readonly exact: number;
  /** Of the native key's bits that were flipped, those that changed the cipher image as unrelated keys do. */
  readonly keyBitsFelt: number;
  readonly keyBitsFlipped: number;
  readonly entropyZ: readonly (number | null)[];
  readonly largestCorrelationZ: readonly (number | null)[];
  readonly npcr: readonly (number | null)[];
  readonly psnr: readonly (number | null)[];
  /** Seconds of the processor, encryption and decryption together. */
  readonly seconds: readonly (number | null)[];
}

const side = 64;
const [pictures, flips] = [24, 16];
/** An unrelated key leaves fewer equal samples than this but once in a million. */
const feltNpcr = 0.98;

/** Security, fidelity and time of one variant, by the reference that every shape has. */
export async function measureAblation(
  { shape, weightSeed, weightFile }: Omit<Ablation, "name">,
  quick: boolean,
): Promise<AblationRecord> {
  const weights = weightSeed === undefined ? weightFile : await seedWeights(weightSeed);
  const cipher = await hybridVariant({ ...shape, ...(weights !== undefined && { weights }) });
  const found = {
    entropyZ: [] as (number | null)[],
    largestCorrelationZ: [] as (number | null)[],
    npcr: [] as (number | null)[],
    psnr: [] as (number | null)[],
    seconds: [] as (number | null)[],
  };
  const n = quick ? 3 : pictures;
  let [exact, keyBitsFelt, keyBitsFlipped] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const image = drawGrayScene(i, side);
    const key = await nativeKeyFrom(cipher, Uint8Array.of(97, i));
    const run = { threads: 1 };
    const encrypt = (native: Uint8Array, changed: readonly number[] = []) =>
      cipherImage(cipher, image, {
        key: native,
        changed,
        memory: new Uint8Array(image.data.length),
        run,
      });
    const start = processorSeconds();
    const sent = await encrypt(key);
    const back = await decryptedImage(cipher, sent, {
      key,
      memory: new Uint8Array(image.data.length),
      run,
    });
    found.seconds.push(kept(processorSeconds() - start));
    const ratio = psnr(image, back!.image)[0]!.value;
    if (ratio === Infinity) exact++;
    found.psnr.push(kept(ratio));
    found.entropyZ.push(kept(entropy(sent.image)[0]?.z));
    found.largestCorrelationZ.push(
      kept(Math.max(...correlation(sent.image).map(({ z }) => Math.abs(z)))),
    );
    const place = spreadSamples(image, 4)[i % 4]!;
    found.npcr.push(kept(changed(sent.image, (await encrypt(key, [place])).image)));
    for (const bit of spreadBits(cipher, flips).filter((_, at) => at % n === i)) {
      keyBitsFlipped++;
      if (changed(sent.image, (await encrypt(flipBit(key, bit))).image) > feltNpcr) keyBitsFelt++;
    }
  }
  return { n, exact, keyBitsFelt, keyBitsFlipped, ...found };
}

function changed(a: Image, b: Image): number {
  return npcr(a, b)[0]!.value;
}
