import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { peakMemory } from "./memory.ts";
import { drawPhotograph } from "./photograph.ts";
import { photograph } from "./workload.ts";

const real = new URL("../../../shared/data/highres/012mp-bus.jpg", import.meta.url);
const photo: Uint8Array = existsSync(real) ? readFileSync(real) : await drawPhotograph();

const pixels = photograph.width * photograph.height * photograph.channels;
const allowed = 200e6 + 4 * pixels;
const stretching = 350e6;

test("a 12-megapixel photograph stays within 200 MB and four times its pixels", async () => {
  const peak = await peakMemory(photo);
  expect(peak.encrypt, "encrypting").toBeLessThan(allowed);
  expect(peak.decrypt, "decrypting").toBeLessThan(allowed);
});

test("stretching a passphrase takes at most 350 MB more", async () => {
  const peak = await peakMemory(photo, "correct horse battery staple");
  expect(peak.encrypt, "encrypting").toBeLessThan(allowed + stretching);
  expect(peak.decrypt, "decrypting").toBeLessThan(allowed + stretching);
});
