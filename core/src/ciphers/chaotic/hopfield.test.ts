import { describe, expect, it } from "vitest";
import { openOrbits } from "../../kernels/flows/open-orbits.ts";
import { ReferenceSource } from "../../chaos/reference-source.ts";
import { wordsOf } from "../../chaos/words.ts";
import { flows } from "../../chaos/flow.ts";
import { digestStart, shownPart } from "../../layers/image-digest.ts";
import { planeDigest } from "../../layers/plane-digest.ts";
import { maskMemory, readMask } from "../../layers/mask.ts";
import { permutationDiffusion } from "../../layers/permutation-diffusion.ts";
import { cnse } from "./cnse.ts";
import { flowCiphers } from "../flow-ciphers.ts";
import { orbitKey } from "../kinds/orbit-key.ts";
import { hopfieldMemristive, hopfieldMemristiveLiteral } from "./hopfield-memristive.ts";
import type { Raster } from "../raster.ts";

function gray(width: number, height: number, data?: Uint8Array): Raster {
  const samples = data ?? new Uint8Array(width * height);
  return { width, height, channels: 1, bytesPerSample: 1, data: samples };
}

function key(bytes: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);
}

describe("a cipher on a flow", () => {
  it("is its reference's bytes through its layers", async () => {
    const image = gray(37, 11);
    const expected = image.data.slice();
    const native = key(hopfieldMemristive.nativeKey.bytes);
    const { orbits } = orbitKey(flows["memristive-hopfield"], 4);
    const start = digestStart(wordsOf(new ReferenceSource(orbits(native))));
    const keyVector = shownPart(planeDigest(expected, start));
    const moved = native.map((byte, i) => byte + keyVector[i % 32]!);
    const source = new ReferenceSource(orbits(moved));
    const memory = maskMemory(expected.length);
    source.read(memory.subarray(0, expected.length));
    permutationDiffusion(readMask(memory, expected.length), wordsOf(source)).encrypt(expected);
    expect(await hopfieldMemristive.encrypt(image, native)).toEqual(keyVector);
    expect(Buffer.compare(image.data, expected)).toBe(0);
  });

  it("can be stopped under way, and the image is as before", async () => {
    const image = gray(2000, 2000);
    const native = key(hopfieldMemristive.nativeKey.bytes);
    const controller = new AbortController();
    const work = hopfieldMemristive.encrypt(image, native, {
      signal: controller.signal,
      onProgress: (done) => {
        if (done > 0.1) controller.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ code: "aborted" });
    expect(image.data.every((byte) => byte === 0)).toBe(true);
  });

  it.each(flowCiphers)("$id: the last bit of every number of its key counts", async (cipher) => {
    const native = key(cipher.nativeKey.bytes);
    const bytes = async (changed: Uint8Array): Promise<string> => {
      const orbits = await openOrbits(cipher.orbits(changed));
      const read = new Uint8Array(64);
      orbits.read(read);
      return Buffer.from(read).toString("hex");
    };
    const found = new Set([await bytes(native)]);
    for (let last = 4; last < native.length; last += 5) {
      const changed = native.slice();
      changed[last]! ^= 1;
      found.add(await bytes(changed));
    }
    expect(found.size).toBe(1 + native.length / 5);
  });
});

it.each([cnse, hopfieldMemristiveLiteral])(
  "$id: one known image gives the mask of all others, which is why it is known-weak",
  async (cipher) => {
    const native = key(cipher.nativeKey.bytes);
    const [known, secret] = [gray(64, 64), gray(64, 64, key(4096, 5))];
    const plain = secret.data.slice();
    for (const image of [known, secret]) await cipher.encrypt(image, native);
    expect(new Set(known.data).size).toBeGreaterThan(200);
    const recovered = secret.data.map((byte, i) => byte ^ known.data[i]!);
    expect(Buffer.compare(recovered, plain)).toBe(0);
  },
);
