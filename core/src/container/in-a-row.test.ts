import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { cipherById } from "../ciphers/index.ts";
import { decodeImage } from "../image/decode.ts";
import { createKeyRing } from "../keys/index.ts";
import { openContainer, sealInput, sealInputTo, type SealInputOptions } from "./index.ts";

// Large enough for threads, and for memory that one image leaves to the next.
const key = new Uint8Array(32).fill(9);
const options: SealInputOptions = {
  contentKey: { bytes: key, wrapped: undefined },
  cipher: cipherById("hybrid"),
  protection: "sealed",
};

async function photo(width: number, height: number, gray = false): Promise<Uint8Array> {
  const noise = { type: "gaussian", mean: 120, sigma: 50 } as const;
  const image = sharp({ create: { width, height, channels: 3, background: "white", noise } });
  const coloured = gray ? image.toColourspace("b-w") : image;
  return new Uint8Array(await coloured.jpeg({ quality: 96 }).toBuffer());
}

async function expectSame(carrier: Uint8Array, file: Uint8Array, second?: Uint8Array) {
  const opened = await openContainer(carrier, { keys: createKeyRing({ key }) });
  if (opened.payload !== "pixels") throw new Error("pixels expected");
  const original = await decodeImage(file);
  const { data, ...shape } = opened.image;
  expect(shape).toMatchObject({ width: original.width, height: original.height });
  expect(Buffer.compare(data, original.data)).toBe(0);
  if (second === undefined) return;
  expect(Buffer.compare(opened.second!.image.data, (await decodeImage(second)).data)).toBe(0);
}

test("images in a row and at once come back, whatever those before them left in memory", async () => {
  const files = await Promise.all([
    photo(1200, 900),
    photo(1200, 900),
    photo(901, 1103),
    photo(1300, 1000, true),
    photo(1001, 701),
  ]);
  const png = new Uint8Array(await sharp(files[0]).png().toBuffer());
  const inOrder = [...files, png, files[0], png];
  expect(Math.min(...inOrder.map(({ length }) => length))).toBeGreaterThan(1 << 18);
  for (const file of inOrder) await expectSame((await sealInput(file, options)).bytes, file);
  const sealed = await Promise.all(inOrder.map((file) => sealInput(file, options)));
  for (const [i, { bytes }] of sealed.entries()) await expectSame(bytes, inOrder[i]!);
  const pair = await sealInput(files[0], { ...options, second: { bytes: files[1] } });
  await expectSame(pair.bytes, files[0], files[1]);
});

test("so do those that are written into files", async () => {
  const files = await Promise.all([photo(1200, 900), photo(1200, 900), photo(800, 1300)]);
  const write = async (file: Uint8Array): Promise<void> => {
    const carrier = new Uint8Array(1 << 23);
    const target = {
      // Not at once: memory must not be used again before it was written.
      async write(bytes: Uint8Array, offset: number, length: number, position: number) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        carrier.set(bytes.subarray(offset, offset + length), position);
        return { bytesWritten: length };
      },
    };
    const { length } = await sealInputTo(target, file, options);
    await expectSame(carrier.subarray(0, length), file);
  };
  for (const file of files) await write(file);
  await Promise.all(files.map(write));
});

test("a failure that comes before anybody waits for it reaches the caller alone", async () => {
  const file = await photo(1200, 900);
  const failing = vi.spyOn(crypto.subtle, "deriveBits").mockRejectedValue(new Error("no keys"));
  try {
    // Vitest fails for a rejection that nobody handles.
    await expect(sealInput(file, options)).rejects.toThrow("no keys");
  } finally {
    failing.mockRestore();
  }
});
