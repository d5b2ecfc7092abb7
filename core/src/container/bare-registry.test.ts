import { expect, test } from "vitest";
import { ciphers } from "../ciphers/index.ts";
import { createKeyRing } from "../keys/index.ts";
import { forge } from "./forge.test.support.ts";
import { noiseImage } from "./image.test.support.ts";
import { openContainer, sealPixels } from "./index.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 3);
const keys = createKeyRing({ key });
const image = noiseImage(16, 12);

/** What a reader of bare images says to one. */
async function reading(file: Uint8Array): Promise<string> {
  try {
    await openContainer(file, { keys, bare: true });
    return "opened";
  } catch (error) {
    return (error as Error).message;
  }
}

// Whoever is shown what altered cipher images decrypt to needs no key.
test.each(ciphers)("nobody decrypts altered bare images of $id", async (cipher) => {
  const contentKey = { bytes: key, wrapped: undefined };
  const file = await sealPixels(image, { contentKey, cipher, protection: "bare" });
  const answers = new Set<string>();
  for (const place of [0, 100, 16 * 12 * 3 - 1]) {
    const samples = (bytes: Uint8Array): number => (bytes[place]! ^= 16);
    answers.add(await reading(await forge(file, { samples })));
  }
  // One answer, whatever in the result was wrong.
  expect([...answers]).toEqual([
    expect.stringMatching(/pixels that decrypt to what was sealed|something .* that shows changes/),
  ]);
  const guarded = cipher.keyVectorBytes >= 8 || !cipher.lossless;
  expect(await reading(file)).toMatch(guarded ? /^opened$/ : /unverified: true/);
});
