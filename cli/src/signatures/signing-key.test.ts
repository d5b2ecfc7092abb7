import { chmod, copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { noSshKeygen, sshAgent, sshKey, stockVerifies } from "../testing/ssh-keys.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { SigningKey } from "./signing-key.ts";

const content = new Uint8Array(2_500_000).map((_, i) => i >> 9);

/** In pieces, as from a disk. */
async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 400_000)
    yield await Promise.resolve(content.subarray(at, at + 400_000));
}

describe.skipIf(noSshKeygen !== undefined)("a key to sign with", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    vi.stubEnv("SSH_AUTH_SOCK", "");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
  });

  async function signsWith(path: string, owner: string): Promise<boolean> {
    const signature = await (await SigningKey.open(path, 9)).sign(pieces());
    const [list, beside] = [join(folder, "signers"), join(folder, "signature")];
    await writeFile(list, `me ${await readFile(`${owner}.pub`, "utf8")}`);
    await writeFile(beside, signature);
    expect(stockVerifies(list, "me", beside, content.subarray(1))).toBe(false);
    return stockVerifies(list, "me", beside, content);
  }

  const refuses = (path: string, message: RegExp, code = "key"): Promise<void> =>
    expect(SigningKey.open(path, 1)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });

  test("is a private one, or a public one beside it; the stock command verifies", async () => {
    const key = await sshKey(folder, "-alice");
    expect(await signsWith(key, key)).toBe(true);
    expect(await signsWith(`${key}.pub`, key)).toBe(true);
  });

  test("may lie with an agent: behind a passphrase, or the public half alone", async () => {
    const [alice, bob] = [await sshKey(folder, "alice"), await sshKey(folder, "bob", "secret")];
    await copyFile(`${alice}.pub`, join(folder, "alone.pub"));
    await refuses(join(folder, "alone.pub"), /a public one, whose private half is neither/);
    await refuses(bob, /one that a passphrase protects; `ssh-add`/);
    const [socket, end] = await sshAgent(folder, [alice]);
    onTestFinished(end);
    vi.stubEnv("SSH_AUTH_SOCK", socket);
    expect(await signsWith(join(folder, "alone.pub"), alice)).toBe(true);
    await refuses(bob, /one that a passphrase protects/);
  });

  test("that others can read, that is none, or that is not there is refused", async () => {
    const alice = await sshKey(folder, "alice");
    if (process.platform !== "win32") {
      await chmod(alice, 0o640);
      await refuses(alice, /others than its owner can get at; chmod 600/);
    }
    await writeFile(join(folder, "none"), "nothing", { mode: 0o600 });
    await refuses(join(folder, "none"), /got none \(.*none/);
    await refuses(folder, /got no file/);
    await refuses(join(folder, "missing"), /no such file/, "input");
  });

  test("what breaks while the content is read is told, and nothing is signed", async () => {
    const key = await SigningKey.open(await sshKey(folder, "alice"), 1);
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield content;
      await Promise.reject(new Error("a broken disk"));
    };
    await expect(key.sign(broken())).rejects.toThrow("a broken disk");
    expect(String(await key.sign(pieces()))).toMatch(/^-----BEGIN SSH SIGNATURE/);
  });
});
