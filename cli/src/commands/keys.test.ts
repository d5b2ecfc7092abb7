import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { hexKey, keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const passphrase = { NEUROVEIL_PASSPHRASE: "correct horse battery staple" };

test("a passphrase from the environment; a wrong one, and another kind of key, are refused", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  await writePng(join(cwd, "b.png"), samplePicture(1));
  const encrypt = ["encrypt", "a.png", "b.png", "--passphrase"];
  expect(await runCli(encrypt, { cwd, env: passphrase })).toMatchObject({ code: 0, stderr: "" });

  const images = ["a.png.veil.png", "b.png.veil.png"];
  const decrypt = ["decrypt", ...images, "--passphrase", "--output", "back"];
  const env = { NEUROVEIL_PASSPHRASE: "wrong" };
  const wrong = await runCli(decrypt, { cwd, env });
  expect(wrong.code).toBe(1);
  // On a slow machine it says in between how far it is.
  expect(lines(wrong.stderr).filter((line) => !/ decrypting: /.test(line))).toHaveLength(2);

  await runCli(["keygen", "--output", "key.txt"], { cwd });
  const other = await runCli(["decrypt", images[0]!, "-i", "key.txt"], { cwd });
  expect(other.code).toBe(1);
  expect(other.stderr).toMatch(/passphrase/);

  expect((await runCli(decrypt, { cwd, env: passphrase })).code).toBe(0);
  const restored = await decodeImage(await readFile(join(cwd, "back/b.png")));
  expect(restored.data).toEqual(samplePicture(1).data);
});

test("where nobody can be asked for a passphrase, one line says what to set", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  const { code, stderr } = await runCli(["encrypt", "a.png", "--passphrase"], { cwd });
  expect(code).toBe(1);
  expect(lines(stderr)).toEqual([expect.stringMatching(/terminal.*NEUROVEIL_PASSPHRASE/)]);
});

// `script` gives the program a terminal to ask on.
const canAsk = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;
test.skipIf(!canAsk)("a passphrase is asked for twice, and not shown", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  const answers = [/Passphrase/, /The same again/];
  let shown = "";
  const { code } = await runCli(["encrypt", "a.png", "--passphrase"], {
    cwd,
    shell: `script -qec "$(printf '%q ' "$@")" /dev/null`,
    onStart: ({ stdin, stdout }) => {
      stdout!.on("data", (text: string) => {
        shown += text;
        if (!answers[0]?.test(shown)) return;
        answers.shift();
        stdin!.write("secret\r");
      });
    },
  });
  expect(answers).toEqual([]);
  expect(shown).not.toContain("secret");
  expect(shown).toContain("a.png.veil.png");
  expect(code).toBe(0);
  const env = { NEUROVEIL_PASSPHRASE: "secret" };
  const call = ["decrypt", "a.png.veil.png", "--passphrase", "--output", "b.png"];
  expect((await runCli(call, { cwd, env })).code).toBe(0);
});

test.skipIf(!canAsk)("an empty answer makes a passphrase and shows it", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  let shown = "";
  let answered = false;
  const { code } = await runCli(["encrypt", "a.png", "--passphrase"], {
    cwd,
    shell: `script -qec "$(printf '%q ' "$@")" /dev/null`,
    onStart: ({ stdin, stdout }) => {
      stdout!.on("data", (text: string) => {
        shown += text;
        if (answered || !/leave empty/.test(shown)) return;
        answered = true;
        stdin!.write("\r");
      });
    },
  });
  expect(code).toBe(0);
  const made = /using the passphrase "([a-z-]+)"/.exec(shown)![1]!;
  const env = { NEUROVEIL_PASSPHRASE: made };
  const call = ["decrypt", "a.png.veil.png", "--passphrase", "--output", "b.png"];
  expect((await runCli(call, { cwd, env })).code).toBe(0);
});

test("several readers: each can decrypt alone, nobody else can", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  const recipients: string[] = [];
  for (const name of ["ann", "bob", "eve"]) {
    const { stdout } = await runCli(["keygen", "--output", `${name}.txt`], { cwd });
    recipients.push(stdout.trim());
  }
  await writeFile(join(cwd, "friends"), `# Bob\n${recipients[1]!}\n`);
  const encrypt = ["encrypt", "a.png", "-r", recipients[0]!, "-R", "friends"];
  expect((await runCli(encrypt, { cwd })).code).toBe(0);
  for (const name of ["ann", "bob"]) {
    const call = ["decrypt", "a.png.veil.png", "-i", `${name}.txt`, "--output", `${name}.png`];
    expect((await runCli(call, { cwd })).code).toBe(0);
  }
  const call = ["decrypt", "a.png.veil.png", "-i", "eve.txt", "--output", "eve.png"];
  const { code, stderr } = await runCli(call, { cwd });
  expect(code).toBe(1);
  expect(lines(stderr)).toHaveLength(1);
  const both = ["decrypt", "a.png.veil.png", "-i", "eve.txt", "-i", "bob.txt", "--output", "c.png"];
  expect((await runCli(both, { cwd })).code).toBe(0);
});

test("files as Windows PowerShell writes them, with a plugin's keys beside ours", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  const { stdout, stderr: recipient } = await runCli(["keygen"], { cwd });
  const powershell = (...lines: string[]): Uint8Array =>
    Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`, "utf16le");
  const plugin = "AGE-PLUGIN-YUBIKEY-1QQQQQQQQQQQQQQQQ";
  const key = powershell(plugin, ...stdout.split("\n"));
  await writeFile(join(cwd, "key.txt"), key, { mode: 0o600 });
  await writeFile(
    join(cwd, "friends.txt"),
    powershell("ssh-ed25519 AAAA bob@host", /age1\S+/.exec(recipient)![0]),
  );
  const encrypted = await runCli(["encrypt", "a.png", "-R", "friends.txt"], { cwd });
  expect(lines(encrypted.stderr)).toEqual([
    expect.stringMatching(/friends\.txt, line 1: an SSH public key.*left out/),
  ]);
  expect(encrypted.code).toBe(0);
  const call = ["decrypt", "a.png.veil.png", "-i", "key.txt", "--output", "b.png"];
  expect(await runCli(call, { cwd })).toMatchObject({ code: 0, stderr: "" });
});

describe("a file with something else in it is a failure that names the file", () => {
  test.each([
    ["recipients", ["encrypt", "a.png", "-R"], "age1qqq\n"],
    ["recipients that are a secret", ["encrypt", "a.png", "-R"], "AGE-SECRET-KEY-1QQQ\n"],
    ["identities", ["decrypt", "a.png", "-i"], "AGE-SECRET-KEY-1QQQ\n"],
    ["a content key", ["encrypt", "a.png", "--key-file"], "0x00\n"],
  ])("%s", async (_, call, content) => {
    const cwd = await temporaryFolder();
    await writePng(join(cwd, "a.png"));
    await writeFile(join(cwd, "keys.txt"), content);
    const { code, stderr } = await runCli([...call, "keys.txt"], { cwd });
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/keys\.txt.*expected|expected.*keys\.txt/),
    ]);
    expect(stderr).not.toContain("1QQQ");
    expect(code).toBe(1);
  });
});

test("the wrong kind of key: the line says which kind to give", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  const raw = await keyFile(cwd);
  const { stdout } = await runCli(["keygen", "--output", "key.txt"], { cwd });
  await runCli(["encrypt", "a.png", "-r", stdout.trim(), "-o", "wrapped.png"], { cwd });
  await runCli(["encrypt", "a.png", ...raw, "-o", "raw.png"], { cwd });
  const env = passphrase;
  for (const [image, flags, todo] of [
    ["wrapped.png", ["--passphrase"], /; give the identity file/],
    ["wrapped.png", raw, /; give the right key/],
    ["raw.png", ["--passphrase"], /; give the key file/],
    ["raw.png", ["-i", "key.txt"], /; give the key file/],
  ] as const) {
    const { code, stderr } = await runCli(["decrypt", image, ...flags, "-o", "b.png"], {
      cwd,
      env,
    });
    expect(code).toBe(1);
    expect(lines(stderr)).toEqual([expect.stringMatching(todo)]);
  }
});

describe("--key-file", () => {
  test("one bit off is refused", async () => {
    const cwd = await temporaryFolder();
    await writePng(join(cwd, "a.png"));
    expect((await runCli(["encrypt", "a.png", ...(await keyFile(cwd))], { cwd })).code).toBe(0);
    const near = await keyFile(cwd, hexKey.replace("0f", "0e"));
    const { code, stderr } = await runCli(["decrypt", "a.png.veil.png", "-o", "b", ...near], {
      cwd,
    });
    expect(code).toBe(1);
    expect(lines(stderr)).toHaveLength(1);
  });

  test("opens what recipients open, once the key is unwrapped elsewhere", async () => {
    const cwd = await temporaryFolder();
    await writePng(join(cwd, "a.png"));
    const { stdout } = await runCli(["keygen", "--output", "key.txt"], { cwd });
    await runCli(["encrypt", "a.png", "-r", stdout.trim()], { cwd });
    const inspected = await runCli(["inspect", "a.png.veil.png", "--age", "key.age"], { cwd });
    expect(inspected.code).toBe(0);
    const { Decrypter } = await import("age-encryption");
    const age = new Decrypter();
    age.addIdentity(/AGE-SECRET-KEY\S+/.exec(await readFile(join(cwd, "key.txt"), "utf8"))![0]);
    await writeFile(
      join(cwd, "content.key"),
      await age.decrypt(await readFile(join(cwd, "key.age"))),
    );
    const call = ["decrypt", "a.png.veil.png", "--key-file", "content.key", "--output", "b.png"];
    expect((await runCli(call, { cwd })).code).toBe(0);
  });
});
