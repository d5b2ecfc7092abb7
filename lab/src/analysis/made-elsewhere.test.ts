import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { drawScene } from "../datasets/scene.ts";
import { idealImages, next } from "../ideal-images.ts";
import { analyzeElsewhere, type Later, type MadeElsewhere } from "./made-elsewhere.ts";

const plain = drawScene(5, 96);
const ideal = idealImages(11, { width: plain.width, height: plain.height, channels: 3 });

const later = (image: Image): Later => ({ name: "one", read: () => Promise.resolve(image) });
const several = (count: number, image: () => Image): Later[] =>
  Array.from({ length: count }, () => later(image()));

function made(changes: Partial<MadeElsewhere> = {}): MadeElsewhere {
  const noise = (): Image => next(ideal);
  return {
    plain,
    cipher: noise(),
    oneSample: several(20, noise),
    keyBit: several(8, noise),
    otherNonce: several(4, noise),
    wrongKey: several(8, noise),
    decrypted: later(plain),
    ...changes,
  };
}

async function failures(changes?: Partial<MadeElsewhere>): Promise<ReadonlySet<string>> {
  const { metrics } = await analyzeElsewhere(made(changes));
  return new Set(metrics.filter(({ verdict }) => verdict === "fail").map(({ id }) => id));
}

/** With every second byte from another image. */
const halfOf = (image: Image, other: Image): Image => ({
  ...image,
  data: image.data.map((byte, i) => (i % 2 === 0 ? byte : other.data[i]!)),
});

test("what an ideal cipher made passes, in every metric that the images allow", async () => {
  const { metrics, absent, restored } = await analyzeElsewhere(made());
  expect(metrics.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  const judged = new Set(metrics.filter(({ p }) => p !== undefined).map(({ id }) => id));
  for (const id of [
    "entropy",
    "npcr-min",
    "uaci-max",
    "avalanche-min",
    "alike",
    "key-sensitivity-npcr",
    "key-sensitivity-psnr",
    "same-image-npcr",
    "alike-as-used",
  ])
    expect(judged).toContain(id);
  // All of them are compared with one cipher image.
  expect(judged).not.toContain("uaci-scores");
  expect(absent).toHaveLength(1);
  expect(restored).toEqual({ differing: 0, n: plain.data.length, psnr: Infinity, ssim: 1 });
});

test("each kind of image shows what is wrong with it", async () => {
  const cipher = next(ideal);
  const half = (): Image => halfOf(cipher, next(ideal));
  const shown = async (changes: Partial<MadeElsewhere>): Promise<ReadonlySet<string>> =>
    await failures({ cipher, ...changes });
  expect(await shown({ oneSample: several(20, half) })).toContain("npcr-min");
  expect(await shown({ keyBit: several(8, half) })).toContain("key-sensitivity-npcr");
  expect(await shown({ otherNonce: several(4, half) })).toContain("same-image-npcr");
  const almost = (): Image => halfOf(next(ideal), plain);
  expect(await shown({ wrongKey: several(8, almost) })).toContain("key-sensitivity-psnr");
});

test("what is missing is said, and what did not come back", async () => {
  const nothing = { oneSample: [], keyBit: [], otherNonce: [], wrongKey: [], decrypted: undefined };
  const { metrics, absent, restored } = await analyzeElsewhere(made(nothing));
  expect(metrics.some(({ id }) => /npcr|uaci|avalanche|key|alike/.test(id))).toBe(false);
  expect(restored).toBeUndefined();
  const said = absent.join("\n");
  for (const name of ["one-sample", "key-bit", "wrong-key", "other-nonce"])
    expect(said).toContain(`(${name}-*.png)`);
  expect(said).toContain("(decrypted.png)");
  const data = plain.data.map((byte, i) => (i < 3 ? byte ^ 1 : byte));
  const lossy = await analyzeElsewhere(made({ decrypted: later({ ...plain, data }) }));
  expect(lossy.restored).toMatchObject({ differing: 3 });
  expect(lossy.restored!.psnr).toBeGreaterThan(60);
});

test("an image of another size is refused by its name", async () => {
  const small = later(drawScene(5, 32));
  await expect(analyzeElsewhere(made({ keyBit: [small] }))).rejects.toThrow(
    /^one expected a cipher image of 96×96×3 at 8 bits as the plain image, got 32×32×3/,
  );
});
