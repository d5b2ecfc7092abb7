import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Encrypter } from "age-encryption";
import { encrypt } from "neuroveil";
import { generateIdentity } from "neuroveil/keys";
import { expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { weakness } from "./passphrase-strength.ts";
import { makePassphrase } from "./passphrase-words.ts";

test.each([
  ["a", /short or too regular|common/],
  ["hunter2", /common/],
  ["P@ssw0rd2024", /common/],
  ["qwertyuiop", /common/],
  ["01.01.1990", /regular/],
  ["x".repeat(40), /regular/],
  ["J7#kq9Lm", /too short/],
])("%s is weak, and the reason does not repeat it", (passphrase, why) => {
  expect(weakness(passphrase)).toMatch(why);
  if (passphrase.length > 2) expect(weakness(passphrase)).not.toContain(passphrase);
});

test("ten words are made anew each time, and are not weak", async () => {
  const made = await Promise.all(Array.from({ length: 20 }, makePassphrase));
  expect(new Set(made).size).toBe(20);
  for (const passphrase of made) {
    expect(passphrase).toMatch(/^([a-z]{3,8}-){9}[a-z]{3,8}$/);
    expect(weakness(passphrase)).toBeUndefined();
  }
});

test("a protected identity file takes its own passphrase; a wrong one is one clear line", async () => {
  const cwd = await temporaryFolder();
  const { identity, recipient } = await generateIdentity();
  const encrypter = new Encrypter();
  encrypter.setPassphrase("open sesame");
  encrypter.setScryptWorkFactor(5);
  await writeFile(join(cwd, "locked.txt"), await encrypter.encrypt(`${identity}\n`));
  const note = new TextEncoder().encode("a note");
  const veiled = await encrypt(note, { recipients: [recipient], name: "note.txt" });
  await writeFile(join(cwd, "note.veil.png"), veiled);
  const call = ["decrypt", "note.veil.png", "-i", "locked.txt"];
  const images = { NEUROVEIL_PASSPHRASE: "open sesame" };
  const none = await runCli(call, { cwd, env: images });
  expect(lines(none.stderr)).toEqual([
    expect.stringMatching(/locked\.txt: .*terminal.*NEUROVEIL_IDENTITY_PASSPHRASE/),
  ]);
  const env = { NEUROVEIL_IDENTITY_PASSPHRASE: "open barley" };
  const wrong = await runCli(call, { cwd, env });
  expect(lines(wrong.stderr)).toEqual([
    expect.stringMatching(/locked\.txt: expected the passphrase of the identity file, got another/),
  ]);
  expect([none.code, wrong.code]).toEqual([1, 1]);
  const right = { NEUROVEIL_IDENTITY_PASSPHRASE: "open sesame" };
  expect(await runCli(call, { cwd, env: right })).toMatchObject({ code: 0, stderr: "" });
});
