import { execFileSync } from "node:child_process";
import { readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { noSshKeygen, sshKey, stockSignature } from "../testing/ssh-keys.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { signatureBeside } from "./signature-beside.ts";
import { Signers, type Signer } from "./signers.ts";

const content = new Uint8Array(1_200_000).map((_, i) => (i * 7) ^ (i >> 8));

let folder: string;
let [alice, bob]: [string, string] = ["", ""];
let path: string;

async function verify(...given: string[]): Promise<Signer> {
  const signers = await Signers.open(given);
  try {
    return await signers.verify(path, content);
  } finally {
    signers.close();
  }
}

const refusal = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe.skipIf(noSshKeygen !== undefined)("a signature beside a file", () => {
  beforeEach(async () => {
    folder = await temporaryFolder();
    [alice, bob] = [await sshKey(folder, "alice"), await sshKey(folder, "bob")];
    path = join(folder, "a.veil.png");
    await writeFile(`${path}.sig`, stockSignature(alice, content));
  });

  const publicKey = async (key: string): Promise<string> =>
    (await readFile(`${key}.pub`, "utf8")).trim();

  test("is accepted by a .pub file, by the key itself, and by name from a list", async () => {
    const { key } = await verify(`${alice}.pub`);
    expect(key).toMatch(/^SHA256:/);
    expect(await verify(await publicKey(alice))).toEqual({ key });
    const list = join(folder, "signers");
    const lines = ["# whom we know", "", `bob ${await publicKey(bob)}`];
    const al = `"alice@x,al" namespaces="neuroveil,git" ${await publicKey(alice)}`;
    await writeFile(list, `\ufeff${[...lines, al].join("\r\n")}`);
    expect(await verify(list)).toEqual({ key, name: "alice@x" });
    expect(await verify(`${bob}.pub`, list)).toEqual({ key, name: "alice@x" });
    expect(await signatureBeside(path, content)).toMatchObject({ fits: true, key });
  });

  test("by somebody else is refused, and the key named that made it", async () => {
    const { key } = await verify(`${alice}.pub`);
    const other = refusal("key", /by .*bob\.pub, got one by another key, ED25519 SHA256:/);
    await expect(verify(`${bob}.pub`)).rejects.toEqual(other);
    await expect(verify(`${bob}.pub`)).rejects.toThrow(key);
  });

  test.each([
    ['valid-before="20200101"', /key has expired/],
    ['namespaces="git"', /not permitted for use in signature namespace/],
    ["cert-authority", /./],
  ])("a limit holds in a line without a name, too: %s", async (limit, reason) => {
    const list = join(folder, "signers");
    await writeFile(list, `${limit} ${await publicKey(alice)}\n`);
    await expect(verify(list)).rejects.toEqual(refusal("key", reason));
    await writeFile(list, `valid-before="29990101" ${await publicKey(alice)}\n`);
    expect(await verify(list)).toHaveProperty("key");
  });

  test.each([
    ["valid-before", 'valid-before="20200101"', /key has expired/],
    ["namespaces", 'namespaces="git"', /not permitted for use in signature namespace/],
  ])("by a key that the list limits (%s) is refused with the reason", async (_, limit, reason) => {
    const list = join(folder, "signers");
    await writeFile(list, `alice ${limit} ${await publicKey(alice)}\n`);
    await expect(verify(list)).rejects.toEqual(refusal("key", reason));
    await expect(verify(list)).rejects.toThrow(/signers:1: /);
  });

  test("of other bytes is refused: one bit, a byte more, none", async () => {
    const [same, longer] = [content.slice(), new Uint8Array([...content.subarray(0, 9), 0])];
    same[1_199_999]! ^= 1;
    for (const bytes of [same, longer, new Uint8Array()]) {
      await writeFile(`${path}.sig`, stockSignature(alice, bytes));
      await expect(verify(`${alice}.pub`)).rejects.toEqual(refusal("tampered", /does not fit/));
      expect(await signatureBeside(path, content)).toMatchObject({ fits: false });
    }
  });

  test("for another purpose is refused", async () => {
    await writeFile(`${path}.sig`, stockSignature(alice, content, "file"));
    await expect(verify(`${alice}.pub`)).rejects.toEqual(
      refusal("tampered", /made for something else than neuroveil/),
    );
  });

  test("that is missing, no signature, or too large is refused", async () => {
    const trust = `${alice}.pub`;
    const signature = await readFile(`${path}.sig`);
    for (const damaged of [
      "",
      "nothing",
      signature.subarray(0, 200),
      signature.fill(65, 90, 120),
    ]) {
      await writeFile(`${path}.sig`, damaged);
      await expect(verify(trust)).rejects.toEqual(refusal("tampered", /does not fit/));
    }
    await writeFile(`${path}.sig`, Buffer.alloc(65_537, signature));
    await expect(verify(trust)).rejects.toEqual(refusal("input", /larger than any/));
    await rename(`${path}.sig`, `${path}.SIGNATURE`);
    await expect(verify(trust)).rejects.toEqual(refusal("input", /no file .*a\.veil\.png\.sig/));
    expect(await signatureBeside(path, content)).toBeUndefined();
  });

  test.skipIf(process.platform === "win32")("that is a pipe or a device is not read", async () => {
    for (const make of [
      () => Promise.resolve(execFileSync("mkfifo", [`${path}.sig`])),
      () => symlink("/dev/zero", `${path}.sig`),
    ]) {
      await rename(`${path}.sig`, `${path}.old`);
      await make();
      await expect(verify(`${alice}.pub`)).rejects.toEqual(refusal("input", /is no file/));
      expect(await signatureBeside(path, content)).toMatchObject({ fits: null });
    }
  });

  test("a list without keys is refused, and a private key is not shown", async () => {
    const list = join(folder, "signers");
    await writeFile(list, `# ssh-ed25519 AAAA\nalice\n`);
    await expect(Signers.open([list])).rejects.toEqual(refusal("key", /public keys .*, got none/));
    const secret = await Signers.open([alice]).catch((error: unknown) => String(error));
    expect(secret).toMatch(/got a private one; name the \.pub file/);
    expect(secret).not.toMatch(/BEGIN/);
    await expect(Signers.open(["ssh-ed25519"])).rejects.toEqual(refusal("key", /in quotes/));
    await expect(Signers.open([join(folder, "none")])).rejects.toMatchObject({ code: "input" });
  });

  test("without ssh-keygen nothing is accepted, and told what is missing", async () => {
    vi.stubEnv("PATH", folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await expect(verify(`${alice}.pub`)).rejects.toEqual(
      refusal("unsupported", /the program ssh-keygen.*install the client of OpenSSH/),
    );
    expect(await signatureBeside(path, content)).toMatchObject({ fits: null });
  });
});
