import { describe, expect, test } from "vitest";
import { encrypt } from "../../encrypt.ts";
import { encodeImage, type Image } from "../../image/index.ts";
import { createKeyRing } from "../../keys/index.ts";
import { forge } from "../forge.test.support.ts";
import { openContainer } from "./open.ts";
import { openNames } from "./open-names.ts";

const key = new Uint8Array(32).fill(7);
const keys = createKeyRing({ key });

async function png(seed: number): Promise<Uint8Array> {
  const data = Uint8Array.from({ length: 12 * 9 * 3 }, (_, i) => i * seed);
  const image: Image = {
    width: 12,
    height: 9,
    channels: 3,
    bits: 8,
    colour: "rgb",
    data,
    metadata: {},
  };
  return (await encodeImage(image)).bytes;
}

describe("names are told without decrypting", () => {
  test("of an image", async () => {
    const veiled = await encrypt(await png(3), { key, name: "photo.jpg" });
    expect(await openNames(veiled, { keys })).toEqual({
      names: [{ name: "photo", extension: "png" }],
      payload: "pixels",
      cipher: "hybrid",
      protection: "sealed",
    });
  });

  test("of two images, and of one without a name", async () => {
    const second = { bytes: await png(5), name: "b.png" };
    const veiled = await encrypt(await png(3), { key, second });
    expect((await openNames(veiled, { keys })).names).toEqual([
      { name: undefined, extension: "png" },
      { name: "b", extension: "png" },
    ]);
  });

  test("of a file", async () => {
    const veiled = await encrypt(new Uint8Array(5), { key, name: "notes.txt" });
    expect(await openNames(veiled, { keys })).toMatchObject({
      names: [{ name: "notes.txt", extension: undefined }],
      payload: "file",
    });
  });
});

test("damaged pixels are not seen here, and nowhere else let through", async () => {
  const veiled = await encrypt(await png(3), { key, name: "photo.jpg" });
  const damaged = await forge(veiled, { samples: (samples) => (samples[0]! ^= 1) });
  expect((await openNames(damaged, { keys })).names[0]!.name).toBe("photo");
  await expect(openContainer(damaged, { keys })).rejects.toMatchObject({
    code: "tampered",
  });
});

test("a wrong key, a changed header and bare images are refused as ever", async () => {
  const veiled = await encrypt(await png(3), { key, name: "photo.jpg" });
  const wrong = createKeyRing({ key: new Uint8Array(32) });
  await expect(openNames(veiled, { keys: wrong })).rejects.toMatchObject({ code: "key" });
  await expect(openNames(await png(3), { keys })).rejects.toMatchObject({ code: "input" });
  const bare = await encrypt(await png(3), { key, name: "photo.jpg", protection: "bare" });
  await expect(openNames(bare, { keys })).rejects.toMatchObject({ code: "unsupported" });
  const accepted = await openNames(bare, { keys, bare: true });
  expect(accepted).toMatchObject({ names: [{ name: "photo" }], protection: "bare" });
});
