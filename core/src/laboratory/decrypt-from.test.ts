import { describe, expect, test } from "vitest";
import { fileOf, type ReadableFile } from "../bytes/random-access.ts";
import { decodeImage, encodeImage, type Image } from "../image/index.ts";
import { adler32, crc32 } from "../image/png/checksums.ts";
import { readChunks } from "../image/png/chunks.ts";
import { decrypt, decryptFrom, encryptTo } from "../index.ts";
import { decryptInParts, type DecryptedFrom } from "./decrypt-from.ts";
import { encrypt } from "./encrypt.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => 5 * i);
const modified = 1_700_000_000_123;

function noise(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.imul(i + 1, 2654435761) >>> 23);
}

/** A file in memory that can be written at any place, up to a size. */
class MemoryFile {
  bytes = new Uint8Array();
  readonly #most: number;

  constructor(most = Infinity) {
    this.#most = most;
  }

  write(
    from: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }> {
    if (position + length > this.#most) return Promise.reject(new Error("ENOSPC"));
    const grown = new Uint8Array(Math.max(this.bytes.length, position + length));
    grown.set(this.bytes);
    grown.set(from.subarray(offset, offset + length), position);
    this.bytes = grown;
    return Promise.resolve({ bytesWritten: length });
  }
}

async function inParts(file: ReadableFile, options: object = {}): Promise<DecryptedFrom> {
  const found = await decryptInParts(file, { key, threads: 1, ...options });
  if (typeof found === "string") throw new Error(found);
  return found;
}

const content = noise(300_000);
const about = { name: "film.mp4", modified, key, payload: "file", threads: 1 } as const;

describe.each(["sealed", "authenticated", "bare"] as const)("%s", (protection) => {
  const bare = protection === "bare";
  const sealed = encrypt(content, { ...about, protection });

  test.each([0, 1, 256, 300_000])("a file of %i bytes comes back", async (length) => {
    const small = await encrypt(content.subarray(0, length), { ...about, protection });
    const { files, ...rest } = await inParts(fileOf(small), { bare });
    expect(rest).toEqual({ cipher: "hybrid", protection, payload: "file" });
    const [file] = files;
    expect(file).toMatchObject({ name: "film.mp4", modified });
    const output = new MemoryFile();
    expect(await file.writeTo(output)).toBe(length);
    expect(Buffer.compare(output.bytes, content.subarray(0, length))).toBe(0);
  });

  /** The image as it is, and from the second pass on with one byte of its pixels and the CRC changed. */
  async function changing(from: number): Promise<ReadableFile> {
    const bytes = await sealed;
    // The pixel data are one chunk, and so is the image.
    const [before, after] = [bytes, bytes.slice()];
    const at = after.length - 100_000;
    after[at]! ^= 1;
    const data = readChunks(before).find(({ type }) => type === "IDAT")!.data;
    const start = data.byteOffset - before.byteOffset;
    const view = new DataView(after.buffer);
    const end = start + data.length;
    view.setUint32(end - 4, adlerOf(after.subarray(start, end)));
    view.setUint32(end, crc32(after.subarray(start - 4, end)));
    let passes = 0;
    return {
      size: before.length,
      read(position, length) {
        if (position <= start && start < position + length && length > 1000) passes++;
        const now = passes >= from ? after : before;
        return Promise.resolve(now.subarray(position, position + length));
      },
    };
  }

  test("a change is refused, and nothing is given out", async () => {
    await expect(inParts(await changing(0), { bare })).rejects.toMatchObject({ code: "tampered" });
  });

  test("so is one that is made between the passes, before anything of it is written", async () => {
    const { files } = await inParts(await changing(3), { bare });
    const output = new MemoryFile();
    await expect(files[0].writeTo(output)).rejects.toMatchObject({ code: "tampered" });
    expect(output.bytes).toHaveLength(0);
  });
});

/** The sum over what the stored blocks of a zlib stream hold. */
function adlerOf(stream: Uint8Array): number {
  let adler = 1;
  for (let at = 2; at < stream.length - 4;) {
    const length = stream[at + 1]! | (stream[at + 2]! << 8);
    adler = adler32(stream.subarray(at + 5, at + 5 + length), adler);
    at += 5 + length;
  }
  return adler;
}

describe("an image", () => {
  const image = (channels: 1 | 3 | 4, bits: number, colour: Image["colour"]): Image => {
    const [width, height] = [211, 530];
    const data = noise(width * height * channels * (bits > 8 ? 2 : 1));
    return { width, height, channels, bits, colour, data, metadata: {} };
  };
  test.each<[string, Image]>([
    ["map.png", image(3, 8, "rgb")],
    ["map.png", image(1, 16, "gray")],
    ["map.tiff", image(4, 8, "cmyk")],
  ])("comes back as %s, with the same samples", async (name, plain) => {
    const { bytes } = await encodeImage(plain);
    const sealed = await encrypt(bytes, { key, name, modified, threads: 1 });
    const { files, payload } = await inParts(fileOf(sealed));
    expect([payload, files[0].name, files[0].modified]).toEqual(["pixels", name, modified]);
    const output = new MemoryFile();
    expect(await files[0].writeTo(output)).toBe(output.bytes.length);
    const whole = await decrypt(sealed, { key });
    const [parts, expected] = await Promise.all(
      [output.bytes, whole.bytes].map((file) => decodeImage(file)),
    );
    expect(Buffer.compare(parts!.data, expected!.data)).toBe(0);
    expect({ ...parts, data: 0 }).toEqual({ ...expected, data: 0 });
  });

  test("of two, or with the file that it was, is decrypted as a whole", async () => {
    const { bytes } = await encodeImage(image(3, 8, "rgb"));
    const two = await encrypt(bytes, { key, second: { bytes } });
    expect(await decryptInParts(fileOf(two), { key })).toBe("one of two images");
    const kept = await encrypt(bytes, { key, keepOriginal: true });
    expect(await decryptInParts(fileOf(kept), { key })).toBe("one with its original file");
  });
});

test("a full disk is told, when it is written", async () => {
  const { files } = await inParts(fileOf(await encrypt(content, about)));
  await expect(files[0].writeTo(new MemoryFile(1000))).rejects.toThrow("ENOSPC");
});

test("it can be stopped, in the first pass and in the second", async () => {
  const sealed = await encrypt(content, about);
  const seen: number[] = [];
  const first = new AbortController();
  const onProgress = (done: number): void => void seen.push(done);
  const { files } = await inParts(fileOf(sealed), { signal: first.signal, onProgress });
  expect(seen.at(-1)).toBe(0.5);
  first.abort();
  const aborted = { code: "aborted" };
  await expect(files[0].writeTo(new MemoryFile())).rejects.toMatchObject(aborted);
  const before = AbortSignal.abort();
  await expect(inParts(fileOf(sealed), { signal: before })).rejects.toMatchObject(aborted);
});

test.each([
  ["hybrid-literal", {}, /hybrid-literal, whose parts depend on each other/],
  ["conv-multi", {}, /conv-multi, whose parts/],
  ["hybrid", { unverified: true, bare: true }, /not to be verified/],
])("%s is decrypted as a whole: %o", async (cipher, options, reason) => {
  const sealed = await encrypt(content.subarray(0, 300), { ...about, cipher });
  expect(await decryptInParts(fileOf(sealed), { key, ...options })).toMatch(reason);
});

test("what is small is decrypted as a whole, and read in places all the same", async () => {
  const sealed = await encrypt(content, { ...about, cipher: "conv-multi" });
  const { files } = await decryptFrom(fileOf(sealed), { key });
  const output = new MemoryFile();
  await files[0].writeTo(output);
  expect(Buffer.compare(output.bytes, content)).toBe(0);
});

describe("what is too large for memory", () => {
  const huge: ReadableFile = {
    size: 2 ** 31,
    read: (_, length) => Promise.resolve(new Uint8Array(length)),
  };

  test.each<[string, object]>([
    ["another cipher", { cipher: "conv-multi" }],
    ["pixels of what is none", { payload: "pixels" }],
    ["a second image", { second: { bytes: new Uint8Array(1) } }],
  ])("%s: one line says which do without", async (_, options) => {
    const sealing = encryptTo(new MemoryFile(), huge, { key, ...options });
    await expect(sealing).rejects.toMatchObject({
      code: "limit",
      message: expect.stringMatching(
        /in memory as a whole, got 2.1 GB; .*hybrid, cnn-only/,
      ) as string,
    });
  });
});

test("a wrong key ends at the header", async () => {
  const sealed = await encrypt(content, about);
  const wrong = key.with(0, 1);
  await expect(decryptInParts(fileOf(sealed), { key: wrong })).rejects.toMatchObject({
    code: "key",
  });
});
