import { describe, expect, test } from "vitest";
import { fileOf, type ReadableFile } from "../../bytes/random-access.ts";
import { cipherById } from "../../ciphers/index.ts";
import { decodeImage, encodeImage, type Image } from "../../image/index.ts";
import { streamImage } from "../../image/stream.ts";
import { encodeTiff } from "../../image/tiff/write.ts";
import { noiseImage } from "../image.test.support.ts";
import { FileTarget, inMemory } from "../carrier/target.ts";
import { imageStream } from "./image-stream.ts";
import { sealRaster, type SealSettings } from "./seal-raster.ts";
import { sealInParts } from "./seal-readable.ts";
import { sealStream } from "./seal-stream.ts";
import { pixelsSource } from "./source.ts";

const boxNonces = {
  record: new Uint8Array(12).fill(1),
  residual: new Uint8Array(12).fill(2),
  original: new Uint8Array(12).fill(3),
};
const settings: SealSettings = {
  contentKey: { bytes: new Uint8Array(32).fill(5), wrapped: undefined },
  cipher: cipherById("hybrid"),
  protection: "bare",
  nonce: new Uint8Array(16).fill(9),
};
const origin = { name: "map.png", modified: 1_700_000_000_000 };
const leftover = { onePicture: false, onNotKept: (): void => undefined };

const images: Readonly<Record<string, Image>> = {
  gray: noiseImage(301, 700, 1),
  "RGB of 12 bits": noiseImage(100, 300, 3, 12),
  CMYK: { ...noiseImage(90, 270, 4), colour: "cmyk" },
};

async function fileOfImage(image: Image): Promise<Uint8Array> {
  return image.colour === "cmyk" ? encodeTiff(image) : (await encodeImage(image)).bytes;
}

describe("an image in parts", () => {
  test.each(Object.keys(images))("%s: the same bytes as in memory", async (name) => {
    const file = await fileOfImage(images[name]!);
    const source = await pixelsSource(await decodeImage(file), origin);
    const whole = await inMemory((target) =>
      sealRaster({ source, settings, target, fixed: { boxNonces } }),
    );
    const image = await streamImage(fileOf(file));
    const parts = await inMemory((target) =>
      sealStream({
        source: imageStream(image!, { origin, signal: undefined, ...leftover }),
        settings,
        target,
        fixed: { boxNonces },
      }),
    );
    expect(Buffer.compare(parts.bytes, whole.bytes)).toBe(0);
  });
});

/** Nothing may be written in vain. */
function target(): { readonly target: FileTarget; readonly written: () => number } {
  let written = 0;
  const file = {
    write: (_: Uint8Array, _offset: number, length: number) => {
      written += length;
      return Promise.resolve({ bytesWritten: length });
    },
  };
  return { target: new FileTarget(file), written: () => written };
}

describe("what an input becomes in parts", async () => {
  const png = await fileOfImage(images["gray"]!);
  const behind = Buffer.concat([png, new Uint8Array(70_000).fill(7)]);
  const damaged = encodeTiff(images["CMYK"]!).subarray(0, 5000);
  const sealing = { ...settings, protection: "sealed" as const, nonce: undefined };

  test.each<[string, Uint8Array, object, object | undefined]>([
    ["pixels", png, {}, { payload: "pixels", notKept: [] }],
    [
      "pixels, as asked",
      behind,
      { payload: "pixels" },
      { payload: "pixels", notKept: ["data behind its end (IEND), 70000 bytes"] },
    ],
    [
      "a file, because of what is behind it",
      behind,
      {},
      {
        payload: "file",
        fallback: "a PNG with data behind its end (IEND), 70000 bytes",
        notKept: [],
      },
    ],
    [
      "a file, because of damage",
      damaged,
      {},
      {
        payload: "file",
        fallback: "a damaged TIFF (one of its offsets lies outside of it)",
        notKept: [],
      },
    ],
    ["a file, as asked", png, { payload: "file" }, { payload: "file", notKept: [] }],
    [
      "a file, as nothing else",
      new Uint8Array(99),
      {},
      { payload: "file", fallback: "another kind of file", notKept: [] },
    ],
    ["not possible with a preview", png, { preview: 64 }, undefined],
    ["not possible with the original", png, { keepOriginal: true }, undefined],
    ["not possible with another cipher", png, { cipher: cipherById("conv-multi") }, undefined],
    ["not possible of pixels that are none", new Uint8Array(99), { payload: "pixels" }, undefined],
  ])("%s", async (_, bytes, options, expected) => {
    const { target: to, written } = target();
    const chosen = await sealInParts(to, fileOf(bytes), { ...sealing, ...options });
    expect(chosen).toEqual(expected);
    if (expected === undefined) expect(written()).toBe(0);
  });

  test("damage that is not to be kept is refused before anything is written", async () => {
    const { target: to, written } = target();
    const broken = png.with(png.length - 100, png[png.length - 100]! ^ 1);
    await expect(sealInParts(to, fileOf(broken), sealing)).rejects.toMatchObject({
      code: "broken",
    });
    const insisting = sealInParts(to, fileOf(damaged), { ...sealing, payload: "pixels" });
    await expect(insisting).rejects.toMatchObject({ code: "broken" });
    expect(written()).toBe(0);
  });

  test("damage that comes between the passes is no reason for a file", async () => {
    let reads = 0;
    const changing: ReadableFile = {
      size: png.length,
      read: (start, length) => {
        // The chunks, and their data twice: each a window that holds all of it.
        if (length > 1000) reads++;
        const now = reads > 2 ? png.with(png.length - 100, 0).with(png.length - 99, 0) : png;
        return Promise.resolve(now.slice(start, start + length));
      },
    };
    await expect(sealInParts(target().target, changing, sealing)).rejects.toMatchObject({
      code: "input",
      message: expect.stringMatching(/changed meanwhile/) as string,
    });
  });
});
