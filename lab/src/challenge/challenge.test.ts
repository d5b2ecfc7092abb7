import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ciphers } from "neuroveil/ciphers";
import { readHeader } from "neuroveil/container";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { cipherFingerprint } from "../attacks/cipher-fingerprint.ts";
import { baselines } from "../baselines/index.ts";
import { challengeOf, judge, secretPicture, type Challenge } from "./challenge.ts";

const folder = new URL("../../../vectors/challenge/", import.meta.url);
const { challenges } = JSON.parse(await readFile(new URL("challenges.json", folder), "utf8")) as {
  readonly challenges: readonly Challenge[];
};

test("the right picture is accepted, half of it by half, and a wrong one not", async () => {
  const cipher = baselines.find(({ id }) => id === "aes-256-ctr")!;
  const picture = secretPicture();
  const { challenge, file } = await challengeOf(cipher, picture);
  const blocks = challenge.blocks.length;
  expect(await judge(picture, challenge)).toEqual({ right: blocks, of: blocks });
  const half = { ...picture, data: picture.data.map((value, i) => (i < 64 * 128 ? value : 0)) };
  expect(await judge(half, challenge)).toEqual({ right: blocks / 2, of: blocks });
  const nearly = { ...picture, data: picture.data.map((value) => value ^ 1) };
  expect(await judge(nearly, challenge)).toMatchObject({ right: 0 });
  expect(await judge(await decodeImage(file), challenge)).toMatchObject({ right: 0 });
  await expect(judge({ ...picture, height: 64 }, challenge)).rejects.toThrow(/gray image of 128/);
});

test("pictures that nobody has seen differ, in every block", async () => {
  const cipher = baselines.find(({ id }) => id === "aes-256-ctr")!;
  const { challenge } = await challengeOf(cipher, secretPicture());
  expect(await judge(secretPicture(), challenge)).toMatchObject({ right: 0 });
});

test("every cipher has a challenge, made by it as it is: else `npm run challenge`", async () => {
  const sound = ciphers.filter(({ status }) => status === "cipher");
  const now = await Promise.all(
    sound.map(async (cipher) => [cipher.id, await cipherFingerprint(cipher)]),
  );
  expect(challenges.map(({ cipher, fingerprint }) => [cipher, fingerprint])).toEqual(now);
});

test.each(challenges)("the file of $cipher is bare, and of that cipher", async (challenge) => {
  const file = await readFile(new URL(`${challenge.cipher}.png`, folder));
  const { width, height } = await decodeImage(file);
  expect([width, height]).toEqual([challenge.width, challenge.height]);
  expect(readHeader(file)).toMatchObject({ cipher: challenge.cipher, protection: "bare" });
});

test("the verifier tells that a cipher image is no answer", async () => {
  const verify = fileURLToPath(new URL("verify.mjs", folder));
  const id = challenges[0]!.cipher;
  const call = promisify(execFile)(process.execPath, [
    verify,
    id,
    fileURLToPath(new URL(`${id}.png`, folder)),
  ]);
  await expect(call).rejects.toMatchObject({ code: 1, stdout: "0 of 64 blocks are right\n" });
});
