import { expect, it, vi } from "vitest";
import { hopfieldInputFeedback } from "./hopfield-input-feedback.ts";
import type { Raster } from "../raster.ts";

const { nativeKey } = hopfieldInputFeedback;

function bytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);
}

function line(data: Uint8Array): Raster {
  return { width: data.length, height: 1, channels: 1, bytesPerSample: 1, data };
}

interface Encrypted {
  readonly image: Uint8Array;
  readonly keyVector: Uint8Array;
}

async function sealed(plain: Uint8Array, key = bytes(nativeKey.bytes, 1)): Promise<Encrypted> {
  const image = plain.slice();
  return { keyVector: await hopfieldInputFeedback.encrypt(line(image), key), image };
}

async function encrypted(plain: Uint8Array, key?: Uint8Array): Promise<Uint8Array> {
  return (await sealed(plain, key)).image;
}

async function decrypted(
  { image, keyVector }: Encrypted,
  key = bytes(nativeKey.bytes, 1),
): Promise<Uint8Array> {
  const data = image.slice();
  await hopfieldInputFeedback.decrypt(line(data), key, keyVector);
  return data;
}

function different(one: Uint8Array, other: Uint8Array): number {
  return one.filter((byte, i) => byte !== other[i]).length;
}

it.each([1, 16, 17, 700])("gives back %i bytes", async (length) => {
  const plain = bytes(length, 5);
  const cipher = await sealed(plain);
  expect(Buffer.compare(cipher.image, plain)).not.toBe(0);
  expect(Buffer.compare(await decrypted(cipher), plain)).toBe(0);
});

it("gives the same bytes where there is no WebAssembly SIMD", async () => {
  const expected = await encrypted(bytes(1000, 5));
  const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  try {
    const found = await encrypted(bytes(1000, 5));
    expect(validate).toHaveBeenCalled();
    expect(Buffer.compare(found, expected)).toBe(0);
  } finally {
    validate.mockRestore();
  }
});

it("a change of any bit anywhere reaches all, both ways", async () => {
  const plain = bytes(20_000, 9);
  const cipher = await sealed(plain);
  for (const at of [0, 15, 16, 9_999, 19_983, 19_984, 19_999]) {
    for (const bit of [1, 128]) {
      const change = (data: Uint8Array): Uint8Array => data.with(at, data[at]! ^ bit);
      for (const wrong of [
        different(await encrypted(change(plain)), cipher.image),
        different(await decrypted({ ...cipher, image: change(cipher.image) }), plain),
      ])
        // 20,000 x 255 / 256 are expected, with a standard deviation of 8.8.
        expect(Math.abs(wrong - 19_921.9)).toBeLessThan(45);
    }
  }
});

/** What was added to each byte. */
function maskOf({ image }: Encrypted, plain: Uint8Array): Uint8Array {
  return image.map((byte, i) => byte - plain[i]!);
}

// Orbits that served all images of a key and nonce let whoever chose 11,648 of 32 bytes decrypt others.
it.each([16, 17, 20, 24])(
  "two images of %i bytes share no mask, whatever their size",
  async (length) => {
    // In one sample of the orbits there is nothing to feed back; up to two, the bytes that lie in the
    // last sample of the first pass and in the first of the second are only shifted.
    const shifted = (mask: Uint8Array): Uint8Array => mask.subarray(length - 16, 16);
    const [one, other] = [bytes(length, 2), bytes(length, 3)];
    const cipher = await sealed(one);
    const found = shifted(maskOf(cipher, one));
    const mask = shifted(maskOf(await sealed(other), other));
    expect(different(mask, found)).toBeGreaterThan(found.length - 2);
    // The control: under one key vector, which a reader of unverified images can have, they do.
    const image = cipher.image.map((byte, i) => (i < length - 16 || i > 15 ? byte : byte + i));
    const opened = await decrypted({ ...cipher, image });
    expect(different(shifted(maskOf({ ...cipher, image }, opened)), found)).toBe(0);
  },
);

it("the last bit of every number of its key counts", async () => {
  const key = bytes(nativeKey.bytes, 1);
  const images = new Set([Buffer.from(await encrypted(new Uint8Array(64))).toString("hex")]);
  for (let last = 4; last < key.length; last += 5) {
    const image = await encrypted(new Uint8Array(64), key.with(last, key[last]! ^ 1));
    images.add(Buffer.from(image).toString("hex"));
  }
  expect(images.size).toBe(1 + key.length / 5);
});

it("with any one number of the key wrong, nothing decrypts: no orbit can be guessed alone", async () => {
  const plain = bytes(20_000, 9);
  const [cipher, key] = [await sealed(plain), bytes(nativeKey.bytes, 1)];
  // Of every orbit of the first pass, which is undone last, and of the other two.
  for (const number of [0, 7, 10, 15, 16, 31, 32, 47]) {
    const last = 5 * number + 4;
    const wrong = different(await decrypted(cipher, key.with(last, key[last]! ^ 1)), plain);
    expect(Math.abs(wrong - 19_921.9)).toBeLessThan(45);
  }
});

it("orbits that begin alike do not stay alike", async () => {
  for (const byte of [0, 77, 255]) {
    const image = await encrypted(new Uint8Array(4096), new Uint8Array(nativeKey.bytes).fill(byte));
    const repeated = image.filter((sample, i) => i >= 4 && sample === image[i - 4]).length;
    // 16 are expected by chance.
    expect(repeated).toBeLessThan(40);
  }
});

it("can be stopped under way, and the image is as before", async () => {
  const data = new Uint8Array(2_000_000);
  const controller = new AbortController();
  const work = hopfieldInputFeedback.encrypt(line(data), bytes(nativeKey.bytes, 1), {
    signal: controller.signal,
    onProgress: (done) => {
      if (done > 0.1) controller.abort();
    },
  });
  await expect(work).rejects.toMatchObject({ code: "aborted" });
  expect(data.every((byte) => byte === 0)).toBe(true);
});
