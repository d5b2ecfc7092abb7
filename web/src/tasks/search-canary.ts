import { cipherImage, nativeKeyFrom } from "@neuroveil/lab/analysis";
import { attackById, runAttack } from "@neuroveil/lab/attacks";
import { searchCanaryKey } from "@neuroveil/lab/baselines";
import { knownCipher } from "./known-cipher.ts";
import { pngOf, readSubject, type Subject } from "./subject.ts";
import type { BreakOutput, Outcome } from "./break-cipher.ts";
import type { Task } from "./task.ts";

const side = 240;
const keyBytes = 2;

/** Tries every key of the canary on somebody's picture, without knowing anything of it. */
export const searchCanary: Task<
  { readonly subject: Subject; readonly beside: string },
  BreakOutput
> = async ({ subject, beside }, { onProgress }) => {
  const scene = await readSubject(subject, side);
  const canary = knownCipher("canary");
  const key = await nativeKeyFrom(canary, crypto.getRandomValues(new Uint8Array(32)));
  const memory = new Uint8Array(scene.data.length);
  const sent = await cipherImage(canary, scene, { key, changed: [], memory, run: { threads: 1 } });
  const [plain, veiled] = [await pngOf(scene), await pngOf(sent.image)];
  const { width, height, channels, data } = sent.image;
  const raster = { width, height, channels, bytesPerSample: 1 as const, data: data.slice() };
  const start = performance.now();
  const { key: found, tried } = await searchCanaryKey(
    raster,
    sent.keyVector,
    key.subarray(keyBytes),
    (done) => onProgress(0.9 * done),
  );
  const seconds = (performance.now() - start) / 1000;
  const right = found !== undefined;
  if (found) await canary.decrypt(raster, found, sent.keyVector.slice(), { threads: 1 });
  const same = right && raster.data.every((byte, i) => byte === scene.data[i]);
  const fallen: Outcome = {
    cipher: "canary",
    broken: same,
    recovered: same ? 1 : 0,
    interval: same ? [1, 1] : [0, 0],
    chance: 0,
    sentence: `${tried.toLocaleString("en")} of 65,536 keys were tried`,
    seconds,
    ...(same && { picture: await pngOf({ ...scene, data: raster.data }) }),
  };
  const other = await runAttack(attackById("brute-force"), knownCipher(beside), {
    scene,
    seed: 1,
    level: 0.001,
  });
  if ("notTried" in other) return { plain, veiled, fallen, beside: other };
  const { cipher, broken, recovered, interval, chance, sentence, seconds: taken } = other;
  const stands = { cipher, broken, recovered, interval, chance, sentence, seconds: taken };
  return { plain, veiled, fallen, beside: stands };
};
