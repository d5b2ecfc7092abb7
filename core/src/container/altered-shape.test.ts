import { expect, test } from "vitest";
import { cipherById, ciphers } from "../ciphers/index.ts";
import { createKeyRing } from "../keys/index.ts";
import { forge } from "./forge.test.support.ts";
import { decodeHeader, encodeHeader } from "./header/header.ts";
import { noiseImage } from "./image.test.support.ts";
import { openContainer, sealPixels } from "./index.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 5);
const [width, height] = [48, 32];
const image = noiseImage(width, height, 1);
const exchanged = { width: height, height: width } as const;

function alike(data: Uint8Array): number {
  return data.filter((sample, i) => sample === image.data[i]).length / data.length;
}

// Most ciphers work on bytes one after another: of such, a copy in another shape was the image itself.
test.each(ciphers.filter(({ status }) => status === "cipher"))(
  "a bare image of $id whose width and height were exchanged shows nothing, also unverified",
  async (cipher) => {
    const contentKey = { bytes: key, wrapped: undefined };
    const file = await sealPixels(image, { contentKey, cipher, protection: "bare" });
    const other = await forge(file, {
      geometry: exchanged,
      parts: ({ header }) => {
        const grid = { chunkRows: width, chunkBytes: height };
        return { header: encodeHeader({ ...decodeHeader(header), ...exchanged, ...grid }) };
      },
    });
    const keys = createKeyRing({ key });
    const opened = await openContainer(other, { keys, bare: true, unverified: true });
    expect(opened).toMatchObject({ payload: "pixels", image: exchanged });
    const data = opened.payload === "pixels" ? opened.image.data : new Uint8Array();
    // Three samples of a hundred at most: one of 256 is alike by chance.
    expect(alike(data)).toBeLessThan(0.03);
  },
);

test("one native key for both shapes would show everything", async () => {
  const cipher = cipherById("conv-multi");
  const native = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => i * 7);
  const shape = { channels: 1, bytesPerSample: 1 } as const;
  const data = image.data.slice();
  const keyVector = await cipher.encrypt({ ...shape, width, height, data }, native);
  await cipher.decrypt({ ...shape, ...exchanged, data }, native, keyVector);
  expect(alike(data)).toBe(1);
});
