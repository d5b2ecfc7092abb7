import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { printable } from "./printable.ts";
import { pathFromBytes, portablePath, systemPath } from "./system-path.ts";

const bytesOf = (path: string): Buffer => Buffer.from(systemPath(path));

describe("names of any bytes", () => {
  test.each([
    [[0x63, 0xe9, 0x2e], "c\udce9.", "c%E9.", "c\\xE9."],
    [[0xc3, 0xa9], "é", "é", "é"],
    // An overlong slash, a surrogate written as UTF-8, a character that is cut off.
    [[0xc0, 0xaf], "\udcc0\udcaf", "%C0%AF", "\\xC0\\xAF"],
    [[0xed, 0xa0, 0x80], "\udced\udca0\udc80", "%ED%A0%80", "\\xED\\xA0\\x80"],
    [[0xf0, 0x9f, 0x98], "\udcf0\udc9f\udc98", "%F0%9F%98", "\\xF0\\x9F\\x98"],
    [[0xef, 0xbb, 0xbf, 0x61, 0xff], "\ufeffa\udcff", "\ufeffa%FF", "\ufeffa\\xFF"],
    [[0xf0, 0x9f, 0x98, 0x80, 0xe9], "😀\udce9", "😀%E9", "😀\\xE9"],
  ])("%j", (bytes, path, portable, shown) => {
    expect(pathFromBytes(Buffer.from(bytes))).toBe(path);
    expect(bytesOf(path)).toEqual(Buffer.from(bytes));
    expect(portablePath(path)).toBe(portable);
    expect(printable(path)).toBe(shown);
  });

  property.prop([fc.uint8Array({ maxLength: 12 })])("come back as they were", (bytes) => {
    const path = pathFromBytes(Buffer.from(bytes));
    expect([...bytesOf(path)]).toEqual([...bytes]);
    const portable = portablePath(path);
    expect(Buffer.from(portable).toString()).toBe(portable);
  });

  property.prop([fc.string({ unit: "grapheme" })])("are left alone when they are text", (text) => {
    expect(pathFromBytes(Buffer.from(text))).toBe(text);
    expect(systemPath(text)).toBe(text);
    expect(portablePath(text)).toBe(text);
  });
});
