import { armor, Encrypter } from "age-encryption";
import { beforeAll, describe, expect, test } from "vitest";
import {
  generateIdentity,
  isProtectedIdentityFile,
  parseIdentityFile,
  unlockIdentityFile,
} from "./index.ts";

let identity: string;
let recipient: string;
let text: string;
let binary: Uint8Array;
let armored: string;

/** What `age -p` makes of a file, with few rounds. */
async function protect(content: string, logN = 5): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase("open sesame");
  encrypter.setScryptWorkFactor(logN);
  return encrypter.encrypt(content);
}

beforeAll(async () => {
  ({ identity, recipient } = await generateIdentity());
  text = `# created: today\n# public key: ${recipient}\n${identity}\n`;
  binary = await protect(text);
  armored = armor.encode(binary);
});

const utf8 = (content: string): Uint8Array => new TextEncoder().encode(content);

describe("an identity file that a passphrase protects", () => {
  test.each([
    ["binary", () => binary],
    ["in armor", () => utf8(armored)],
    ["in armor with CR LF and blanks", () => utf8(armored.replaceAll("\n", " \r\n"))],
    ["in armor with CR", () => utf8(armored.replaceAll("\n", "\r"))],
    ["in armor with a mark", () => utf8(`\uFEFF\n${armored}\n`)],
    ["in armor in UTF-16", () => new Uint8Array(Buffer.from(`\uFEFF${armored}`, "utf16le"))],
  ])("is opened: %s", async (_, file) => {
    expect(isProtectedIdentityFile(file())).toBe(true);
    expect(await unlockIdentityFile(file(), "open sesame")).toEqual([identity]);
  });

  test("may itself hold what Windows wrote", async () => {
    const file = await protect(text.replaceAll("\n", "\r\n"));
    expect(await unlockIdentityFile(file, "open sesame")).toEqual([identity]);
  });

  test("is not opened by another passphrase", async () => {
    const opening = unlockIdentityFile(binary, "open barley");
    await expect(opening).rejects.toMatchObject({
      code: "key",
      message: expect.stringMatching(/passphrase of the/),
    });
  });

  test("is not taken for one without", () => {
    expect(isProtectedIdentityFile(utf8(text))).toBe(false);
    expect(isProtectedIdentityFile(new Uint8Array())).toBe(false);
    expect(() => parseIdentityFile(binary)).toThrow(/itself encrypted/);
  });

  test.each(["21", "22", "30", "99999999999999999999"])(
    "with a work factor of %s is refused before any stretching",
    async (logN) => {
      const costly = Buffer.from(binary).toString("latin1").replace(/ 5\n/, ` ${logN}\n`);
      const file = new Uint8Array(Buffer.from(costly, "latin1"));
      await expect(unlockIdentityFile(file, "x")).rejects.toMatchObject({ code: "limit" });
    },
  );

  test("can be given up", async () => {
    const opening = unlockIdentityFile(binary, "open sesame", { signal: AbortSignal.abort() });
    await expect(opening).rejects.toMatchObject({ code: "aborted" });
  });

  test.each([
    ["for recipients", /for recipients/],
    ["cut", /damaged/],
    ["of other content", /something else/],
    ["protected twice", /itself encrypted/],
    ["changed as text", /damaged/],
  ])("%s is refused by its true name", async (what, message) => {
    const made: Readonly<Record<string, () => Promise<Uint8Array>>> = {
      "for recipients": async () => {
        const encrypter = new Encrypter();
        encrypter.addRecipient(recipient);
        return encrypter.encrypt(text);
      },
      cut: async () => binary.subarray(0, -10),
      "of other content": async () => protect("hunter2"),
      "protected twice": async () => protect(armored),
      "changed as text": async () => utf8(Buffer.from(binary).toString("utf8")),
    };
    const opening = unlockIdentityFile(await made[what]!(), "open sesame");
    await expect(opening).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(message),
    });
  });
});
