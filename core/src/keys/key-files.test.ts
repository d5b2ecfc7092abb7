import { bech32 } from "@scure/base";
import { beforeAll, describe, expect, test } from "vitest";
import { toHex } from "../bytes/hex.ts";
import {
  generateIdentity,
  parseIdentityFile,
  parseKeyFile,
  parseRecipientFile,
  recipientOf,
  type IdentityPair,
} from "./index.ts";

let ada: IdentityPair;
let bob: IdentityPair;
let quantum: IdentityPair;
beforeAll(async () => {
  [ada, bob, quantum] = await Promise.all([
    generateIdentity(),
    generateIdentity(),
    generateIdentity({ postQuantum: true }),
  ]);
});

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, swap = false): Uint8Array => {
  const bytes = new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);
  return swap ? bytes.map((_, i) => bytes[i ^ 1]!) : bytes;
};
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const mark = "\uFEFF";

/** How editors, shells and transfers write the lines of a file. */
const writers: Readonly<Record<string, (lines: readonly string[]) => Uint8Array>> = {
  "UTF-8": (lines) => utf8(`${lines.join("\n")}\n`),
  "no line break at the end": (lines) => utf8(lines.join("\n")),
  "a byte order mark": (lines) => utf8(`${mark}${lines.join("\n")}\n`),
  "CR LF": (lines) => utf8(`${lines.join("\r\n")}\r\n`),
  "CR alone": (lines) => utf8(`${lines.join("\r")}\r`),
  "both kinds of line ends": (lines) => utf8(`${lines.join("\r\n")}\n\n\r\n`),
  "white space around": (lines) => utf8(lines.map((line) => `\t ${line} \u00A0\t\n`).join(" \n")),
  "what is not seen": (lines) => utf8(lines.map((line) => `\u200B${line}\u2060\n`).join("\n")),
  "PowerShell's >": (lines) => utf16(`${mark}${lines.join("\r\n")}\r\n`),
  "UTF-16 of the other order": (lines) => utf16(`${mark}${lines.join("\r\n")}\r\n`, true),
  "UTF-16 without a mark": (lines) => utf16(`${lines.join("\r\n")}\r\n`),
  "UTF-16 of the other order without a mark": (lines) => utf16(lines.join("\r\n"), true),
  "PowerShell's >> to a file in ASCII": ([first, ...lines]) =>
    join(utf8(`${first}\r\n`), utf16(lines.map((line) => `${line}\r\n`).join(""))),
  "copy /b of files with marks": (lines) =>
    join(...lines.map((line) => utf8(`${mark}${line}\r\n`))),
};

describe.each(Object.entries(writers))("read as written with %s", (_, write) => {
  test("identities, with comments and plugins beside them", () => {
    const lines = [
      "# created: today, č ă 船",
      "AGE-PLUGIN-YUBIKEY-1QQQQQQQQQQQQ",
      ada.identity,
      "",
      "#AGE-SECRET-KEY-1QQQ",
      quantum.identity,
    ];
    expect(parseIdentityFile(write(lines))).toEqual([ada.identity, quantum.identity]);
  });

  test("recipients", () => {
    const lines = ["# Bob", bob.recipient, "", "# Ada", ada.recipient];
    const { recipients, leftOut } = parseRecipientFile(write(lines));
    expect(recipients).toEqual([bob.recipient, ada.recipient]);
    expect(leftOut).toEqual([]);
  });

  test("a content key", () => {
    const lines = ["# of the scans", "", "aB".repeat(32)];
    expect(toHex(parseKeyFile(write(lines)))).toBe("ab".repeat(32));
  });
});

const yubikey = bech32.encodeFromBytes("age1yubikey", new Uint8Array(33));
const ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5 bob@host";

describe("recipients that only other programs can use", () => {
  test("are named and left out beside ours", () => {
    const lines = ["# all", yubikey, ssh, bob.recipient, "sk-ssh-ed25519@openssh.com AAAA"];
    expect(parseRecipientFile(lines.join("\n"))).toEqual({
      recipients: [bob.recipient],
      leftOut: [
        expect.stringMatching(/^line 2: .*plugin yubikey/),
        expect.stringMatching(/^line 3: an SSH public key/),
        expect.stringMatching(/^line 5: an SSH public key/),
      ],
    });
  });

  test.each([
    [yubikey, /in line 2 .*plugin yubikey, and plugins are not supported; add/],
    [ssh, /in line 2 an SSH public key.*; add/],
  ])("alone, are refused by name: %s", (line, message) => {
    expect(() => parseRecipientFile(`# mine\n${line}\n`)).toThrow(message);
  });

  test("are told from a damaged one of ours", () => {
    // The last 1 parts name and data; here it is a typing error in the data.
    const damaged = `${bob.recipient.slice(0, 20)}1${bob.recipient.slice(21)}`;
    expect(() => parseRecipientFile(`${ada.recipient}\n${damaged}`)).toThrow(
      /in line 2 "age1.{8}…"; check that it is complete/,
    );
  });
});

const secretData = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE";

describe("what is no such file is refused by its true name", () => {
  test.each([
    ["", /got none; make one/],
    ["# only a comment", /got none/],
    ["hunter2", /got in line 1 something else/],
    ["AGE-PLUGIN-YUBIKEY-1QQQQ", /in line 1 .*age plugin yubikey, and plugins are not supported;/],
    [`#\nAGE-SECRET-KEY-1${secretData}`, /got in line 2 one that is damaged/],
    ["age1qqqq", /got in line 1 a recipient, which can only encrypt/],
    ["-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb", /SSH private key/],
    ["-----BEGIN PGP PRIVATE KEY BLOCK-----", /OpenPGP/],
    [ssh, /SSH public key/],
    ["0f".repeat(32), /content key; give them as a key file/],
  ])("as identities: %s", (text, message) => {
    expect(() => parseIdentityFile(text)).toThrow(message);
    expect(() => parseIdentityFile(text)).toThrow(expect.objectContaining({ code: "usage" }));
  });

  test.each([
    ["", /got none; put one/],
    [`AGE-SECRET-KEY-1${secretData}`, /in line 1 an identity, which is secret; give the recipient/],
    [`age-secret-key-1${secretData.toLowerCase()}`, /an identity, which is secret/],
    ["age1qqqq", /in line 1 "age1qqqq…"; check/],
    ["hunter2", /in line 1 something else/],
    ["-----BEGIN AGE ENCRYPTED FILE-----", /a file that age encrypted/],
  ])("as recipients: %s", (text, message) => {
    expect(() => parseRecipientFile(text)).toThrow(message);
  });

  test.each([
    ["", /64 hexadecimal digits, got 0 characters/],
    ["zz".repeat(32), /64 hexadecimal digits/],
    [`${"ab".repeat(32)}\n${"ab".repeat(32)}`, /got 2 lines/],
    [`AGE-SECRET-KEY-1${secretData}`, /an age identity; give it as an identity file/],
  ])("as a key file: %s", (text, message) => {
    expect(() => parseKeyFile(text)).toThrow(message);
  });
});

test("the recipient of an identity", async () => {
  expect(await recipientOf(ada.identity)).toBe(ada.recipient);
  await expect(recipientOf("hunter2")).rejects.toMatchObject({ code: "usage" });
});
