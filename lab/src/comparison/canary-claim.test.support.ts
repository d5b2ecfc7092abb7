import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { aes256Ctr } from "../baselines/aes.ts";
import { canary } from "../baselines/canary.ts";
import { permutationOnly } from "../baselines/permutation-only.ts";
import { compareCiphers, type Comparison } from "./comparison.ts";
import { identify, secretOf } from "./job.ts";
import { measure, type Measurement } from "./measure.ts";

type Compared = Comparison["ciphers"][number];

/** Keys enough to tell a control that keeps the histogram. */
const controlKeys = 12;

/** The canary and a control beside AES, over images and keys that are always the same. */
export async function compareWithAes(
  images: readonly Image[],
  keys: number,
): Promise<{ readonly canary: Compared; readonly permutationOnly: Compared }> {
  const run = async (cipher: Cipher, keys: number): Promise<Measurement[]> => {
    const measurements: Measurement[] = [];
    for (const image of images) {
      const identity = await identify("", image);
      for (let key = 0; key < keys; key++) {
        const secret = await secretOf("canary claim", identity, key);
        measurements.push(await measure(cipher, image, { secret, positions: 16, threads: 1 }));
      }
    }
    return measurements;
  };
  const measured = [
    { cipher: aes256Ctr, measurements: await run(aes256Ctr, keys) },
    { cipher: canary, measurements: await run(canary, keys) },
    { cipher: permutationOnly, measurements: await run(permutationOnly, controlKeys) },
  ];
  const about = { dataset: "", images: [], keys, seed: "canary claim", positions: 16, version: "" };
  const [, second, third] = compareCiphers(about, measured).ciphers;
  return { canary: second!, permutationOnly: third! };
}
