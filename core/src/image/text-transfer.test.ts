import { expect, test } from "vitest";
import { deflateSync } from "node:zlib";
import { readHeader } from "../container/index.ts";
import { concat } from "../bytes/arrays.ts";
import { decodeImage, formatOf } from "./index.ts";
import { chunkBytes, pngSignature } from "./png/chunks.ts";
import { textTransfer } from "./text-transfer.ts";

const png = concat([
  pngSignature,
  chunkBytes("IHDR", Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 10, 8, 0, 0, 0, 0)),
  chunkBytes("veIl", Uint8Array.of(13, 10, 10, 13)),
  chunkBytes("IDAT", deflateSync(new Uint8Array(20))),
  chunkBytes("IEND", new Uint8Array()),
]);

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const bytes = (text: string, encoding: BufferEncoding = "latin1"): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));
/** As if the bytes were of code page 1252 or 437, of which the first one is enough here. */
const converted = (character: string): Uint8Array =>
  bytes(character + latin1(png).slice(1), "utf8");

const transfers: readonly [string, Uint8Array, RegExp][] = [
  ["FTP in ASCII mode to Unix", bytes(latin1(png).replaceAll("\r\n", "\n")), /^CR LF became LF$/],
  ["FTP in ASCII mode to DOS", bytes(latin1(png).replaceAll("\n", "\r\n")), /^LF became CR LF$/],
  ["git with autocrlf", bytes(latin1(png).replaceAll(/\r?\n/g, "\r\n")), /^LF became CR LF$/],
  ["git with eol=lf", bytes(latin1(png).replaceAll("\r\n", "\n")), /^CR LF became LF$/],
  ["an old Mac", bytes(latin1(png).replaceAll(/\r?\n/g, "\r")), /^LF became CR$/],
  ["mail over seven bits", png.map((byte) => byte & 127), /highest bit/],
  ["reading as UTF-8", bytes(Buffer.from(png).toString("utf8"), "utf8"), /no UTF-8 was replaced/],
  ["writing Latin-1 as UTF-8", bytes(latin1(png), "utf8"), /another encoding/],
  ["code page 1252 as UTF-8", converted("‰"), /another encoding/],
  ["code page 437 as UTF-8", converted("ë"), /another encoding/],
  ["PowerShell's >", bytes(`\uFEFFë${latin1(png).slice(1)}`, "utf16le"), /UTF-16/],
  ["UTF-16 without a mark", bytes(latin1(png), "utf16le"), /UTF-16/],
  ["question marks", bytes(latin1(png).replaceAll(/[\x80-\xff]/g, "?")), /no ASCII was replaced/],
  ["what is no ASCII left out", bytes(latin1(png).replaceAll(/[\x80-\xff]/g, "")), /removed/],
  ["control characters left out", bytes(latin1(png).replaceAll("\x1a", "")), /control characters/],
  ["an end at the first Ctrl-Z", png.subarray(0, 6), /cut/],
  ["an end at the first Ctrl-Z, with it", png.subarray(0, 7), /cut/],
  [
    "UTF-8 and CR LF",
    bytes(Buffer.from(png).toString("utf8").replaceAll("\r\n", "\n"), "utf8"),
    /^CR LF became LF, what is no UTF-8/,
  ],
];

test.each(transfers)("%s is told by the signature", async (_, file, what) => {
  expect(textTransfer(file)).toMatch(what);
  expect(formatOf(file)?.id).toBe("png");
  const told = {
    code: "broken",
    message: expect.stringMatching(/a transfer as text .*binary mode/),
  };
  await expect(decodeImage(file)).rejects.toMatchObject(told);
  expect(() => readHeader(file)).toThrow(expect.objectContaining(told));
});

test("one changed byte of the signature is no transfer as text", () => {
  for (const i of pngSignature.keys())
    for (const bit of [1, 2, 4, 8, 16, 32, 64])
      expect(textTransfer(png.with(i, png[i]! ^ bit)), `${i}: ${bit}`).toBeUndefined();
});

test.each([
  ["an intact PNG", png],
  ["the start of one", png.subarray(0, 4)],
  ["one flipped bit", png.with(2, png[2]! ^ 1)],
  ["a text about PNG", bytes("PNG\n\nThe signature has eight bytes, then comes a chunk, IHDR.")],
  ["nothing", new Uint8Array()],
  ["an MNG", bytes("\x8aMNG\r\n\x1a\n\0\0\0\x1cMHDR")],
])("%s is no such thing", (_, file) => {
  expect(textTransfer(file)).toBeUndefined();
});
