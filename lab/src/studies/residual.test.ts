import type { Cipher } from "neuroveil/ciphers";
import { encodeImage } from "neuroveil/image";
import { describe, expect, it } from "vitest";
import { drawScene } from "../datasets/scene.ts";
import { carriesNothing, residualFigures, residualSection } from "./residual.ts";

/** Bits that stay of every byte: an approximation of any quality, in place of a network. */
function coarse(bits: number): Cipher {
  const mask = 0xff << (8 - bits);
  const nothing = new Uint8Array();
  return {
    id: `coarse-${bits}`,
    family: "control",
    status: "known-weak",
    lossless: false,
    source: "none",
    parameters: {},
    nativeKey: { bytes: 1, description: "unused" },
    keySpace: "1",
    keyVectorBytes: 0,
    tileRows: 0,
    encrypt({ data }) {
      for (let i = 0; i < data.length; i++) data[i]! &= mask;
      return Promise.resolve(nothing);
    },
    decrypt: () => Promise.resolve(nothing),
  };
}

const image = { ...drawScene(0, 64) };
// Noise in the lower bits, as in photographs; a drawn scene has none.
const noise = new Uint8Array(image.data.length);
let state = 7;
for (let i = 0; i < noise.length; i++) {
  state = (state * 48271) % 2147483647;
  noise[i] = (image.data[i]! & 0xf0) | ((state >> 8) & 15);
}
const noisy = { ...image, data: noise };
const own = { png: (await encodeImage(noisy)).bytes.length, webp: 1024 };
const figuresOf = (bits: number) => residualFigures(coarse(bits), "noisy", noisy, own);

describe("what lossy ciphers lose", () => {
  it("is nothing where all bits stay", async () => {
    const figures = await figuresOf(8);
    expect(figures).toMatchObject({ psnr: Infinity, ssim: 1, webp: 2 });
    // 512 bytes, and 16 of the tag; the nonce and the lengths in CBOR.
    expect(figures.residual).toBeCloseTo((8 * (512 + 16 + 13 + 3)) / 64 ** 2, 1);
    expect(carriesNothing([figures, figures])).toBe(false);
  });

  it("grows as fewer stay, until the cipher carries nothing", async () => {
    const [six, four, none] = await Promise.all([6, 4, 0].map(figuresOf));
    expect(six!.psnr).toBeGreaterThan(four!.psnr);
    expect(four!.residual).toBeGreaterThan(six!.residual + 3);
    expect(carriesNothing([six!, four!])).toBe(false);
    expect(none!.residual).toBeGreaterThan(none!.png);
    expect(carriesNothing([none!, none!])).toBe(true);
  });

  it("is held against the image's own file, whatever our own PNG would take", async () => {
    const four = await figuresOf(4);
    const bytes = (four.residual * image.width * image.height) / 8;
    const beside = (png: number) => residualFigures(coarse(4), "noisy", noisy, { png, webp: 0 });
    expect(carriesNothing([four, four])).toBe(false);
    const packed = await beside(bytes - 1);
    expect(carriesNothing([packed, packed])).toBe(true);
    const loose = await beside(bytes + 1);
    expect(carriesNothing([loose, loose])).toBe(false);
  });

  it("is told with its verdict", async () => {
    const [six, none] = [await figuresOf(6), await figuresOf(0)];
    const good = residualSection(coarse(6), [six, six]);
    expect(good).toMatch(/## coarse-6[^]*for 2 of 2 images[^]*On the average it is smaller/);
    const bad = residualSection(coarse(0), [none, none]);
    expect(bad).toMatch(/for 0 of 2 images[^]*carry nothing/);
  });
});
