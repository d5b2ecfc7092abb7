import { expect, test } from "vitest";
import { checkOwnCipher } from "../analysis/own-cipher.ts";
import { drawScene } from "../datasets/scene.ts";
import { calibrationBlock, calibrationShapes } from "./calibration.ts";
import { asUsed, cases, refusals, weakCases } from "./power.ts";
import { photographOf } from "./photographs.ts";
import type { Cipher } from "neuroveil/ciphers";

const scenes = [drawScene(3, 64)];
const small = { side: 64, positions: 16 } as const;

interface BlindList {
  readonly blindCiphers: readonly { readonly cipher: Cipher; readonly control: Cipher }[];
  readonly blindControls: readonly Cipher[];
}
const blind = (await import(new URL("../../blind/list.mjs", import.meta.url).href)) as BlindList;

test("fifteen blind ciphers are ciphers; their controls pass as used", async () => {
  expect(blind.blindCiphers).toHaveLength(15);
  for (const { cipher } of blind.blindCiphers) await checkOwnCipher(cipher);
  for (const each of cases(blind.blindControls, 1))
    expect(asUsed(await refusals(each, scenes, small)), each.cipher.id).toEqual([]);
});

test("some blind ciphers are caught on a small image as well", async () => {
  const caught = new Set([
    "blind-tail",
    "blind-half-key",
    "blind-short-register",
    "blind-counter-wraps",
  ]);
  const some = blind.blindCiphers.filter(({ cipher }) => caught.has(cipher.id));
  expect(some).toHaveLength(caught.size);
  for (const { cipher } of some) {
    const refused = await refusals({ cipher, channels: 3, key: 0 }, scenes, small);
    expect(asUsed(refused), cipher.id).not.toEqual([]);
  }
});

test("weak ciphers are tried on the images on which they are weak", () => {
  const channels = (id: string): readonly number[] =>
    weakCases(1).flatMap((each) => (each.cipher.id === id ? [each.channels] : []));
  expect(channels("lcg-top")).toEqual([1, 3, 4]);
  expect(channels("one-mask-for-all-channels")).toEqual([3, 4]);
  expect(channels("alpha-is-plain-red")).toEqual([4]);
});

test("a photograph becomes gray, RGBA, and wide", () => {
  const scene = drawScene(0, 8);
  expect([...photographOf(scene, 8, 1).data]).toEqual(
    [...scene.data].filter((_, i) => i % 3 === 1),
  );
  const rgba = photographOf(scene, 4, 4);
  expect([rgba.width, rgba.colour, rgba.data.length]).toEqual([4, "rgba", 64]);
  const wide = photographOf(scene, 8, 1, 16);
  expect([wide.bits, wide.data[0], wide.data[1]]).toEqual([16, scene.data[1], scene.data[1]]);
});

test("a block of calibration is the same each time", async () => {
  const shape = calibrationShapes.find(({ side }) => side === 28)!;
  const first = await calibrationBlock(shape, 0);
  expect(first.analyses).toBe(50);
  expect(await calibrationBlock(shape, 0)).toEqual(first);
});
