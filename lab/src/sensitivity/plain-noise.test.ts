import { cipherById, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it, test } from "vitest";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { aes256Cbc, aes256Ctr } from "../baselines/aes.ts";
import { hyperchaos } from "../baselines/hyperchaos.ts";
import { permutationDiffusion } from "../baselines/permutation-diffusion.ts";
import { permutationOnly } from "../baselines/permutation-only.ts";
import { idealImages, next } from "../ideal-images.ts";
import { gaussian } from "../noise/gaussian.ts";
import { saltAndPepper } from "../noise/impulses.ts";
import { byteError } from "../noise/single-error.ts";
import { plainNoiseResponse, type PlainNoiseResponse } from "./plain-noise.ts";

const image: Image = next(idealImages(11, { width: 64, height: 64 }));
const disturbances = [gaussian(1), gaussian(10), saltAndPepper(0.01), byteError];

async function response(cipher: Cipher): Promise<readonly PlainNoiseResponse[]> {
  const key = await nativeKeyFrom(cipher, Uint8Array.of(9));
  return await plainNoiseResponse(cipher, image, key, { disturbances, threads: 1 });
}

describe.each([hyperchaos, cipherById("hybrid")])("$id", (cipher) => {
  it("answers any noise on the plain image with another cipher image", async () => {
    const found = await response(cipher);
    for (const each of found) expect(each.pass, JSON.stringify(each)).toBe(true);
    expect(found.at(-1)!.changed).toBe(1 / image.data.length);
  });
});

test.each([aes256Ctr, permutationOnly])(
  "$id changes just what the noise changed",
  async (cipher) => {
    for (const { pass, changed, npcr } of await response(cipher)) {
      expect(npcr.value).toBe(changed);
      // Strong noise leaves no sample as it was, and then a stream looks as good as diffusion does.
      expect(pass).toBe(false);
    }
  },
);

test("one pass of chaining changes what follows only", async () => {
  for (const cipher of [aes256Cbc, permutationDiffusion]) {
    const single = (await response(cipher)).at(-1)!;
    expect(single.npcr.value).toBeGreaterThan(single.changed);
    expect(single.pass).toBe(false);
  }
});
