import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { decodeCbor, encodeCbor } from "./strict-cbor.ts";

const bounds = { bytes: 4096, items: 100 };
const decode = (bytes: Uint8Array): unknown => decodeCbor(bytes, "a test", bounds);

// RFC 8949, 4.2.1, each by hand.
test.each([
  ["an integer in more bytes than it needs", "1817".replace("17", "05")],
  ["a duplicate key", "a2616100616101"],
  ["keys out of order", "a2616200616100"],
  ["a longer key before a shorter one", "a262616100616200"],
  ["an indefinite array", "9f00ff"],
  ["an indefinite byte string", "5f4100ff"],
  ["a tag", "c000"],
  ["undefined", "f7"],
  ["an infinite number", "f97c00"],
  ["not a number", "f97e00"],
  ["a float in more bytes than it needs", "fb3ff8000000000000"],
  ["trailing bytes", "0000"],
  ["a cut byte string", "4200"],
  ["an array of four thousand million items", "9affffffff00"],
  ["text that is not UTF-8", "61ff"],
  ["an integer above 2^53", "1bffffffffffffffff"],
  ["a map with a key that is no text", "a10000"],
  ["nothing", ""],
])("%s is refused", (_, hex) => {
  expect(() => decode(new Uint8Array(Buffer.from(hex, "hex")))).toThrow(
    expect.objectContaining({ name: "NeuroveilError", code: "broken" }),
  );
});

test("nesting and many small items are bounded", () => {
  for (const item of [0x81, 0xa0]) {
    const list = new Uint8Array(4000).fill(item, 3);
    list.set([0x99, 0x0f, 0x9d]);
    expect(() => decode(list)).toThrow(expect.objectContaining({ code: "broken" }));
  }
  expect(() => decode(new Uint8Array(4097))).toThrow(/at most 4\.1 kB/);
});

test("sixteen levels are read, seventeen are not", () => {
  const levels = (count: number): Uint8Array => new Uint8Array(count + 1).fill(0x81).with(count, 0);
  expect(decode(levels(16))).toEqual(JSON.parse(`${"[".repeat(16)}0${"]".repeat(16)}`));
  expect(() => decode(levels(17))).toThrow(expect.objectContaining({ code: "broken" }));
  // Arrays that have ended are no level.
  expect(decode(Uint8Array.of(0x98, 30, ...Array<number>(30).fill(0x80)))).toHaveLength(30);
});

test.each(["\ufeff", "\ufeffname", "a\ufeffb", "\ufefd"])(
  "text keeps a byte order mark: %j",
  (text) => {
    for (const value of [text, { [text]: 1, name: text }, [text, text.slice(1)]]) {
      expect(decode(encodeCbor(value))).toEqual(value);
    }
  },
);

const item = fc.letrec((tie) => ({
  item: fc.oneof(
    { maxDepth: 2 },
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.uint8Array({ maxLength: 40 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("item"), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie("item"), { maxKeys: 3 }),
  ),
})).item;

property.prop([item])("what is encoded is decoded", (value) => {
  const bytes = encodeCbor(value);
  expect(encodeCbor(decode(bytes))).toEqual(bytes);
});

property.prop([fc.uint8Array({ maxLength: 60 })])(
  "whatever decodes has exactly one encoding",
  (bytes) => {
    let value: unknown;
    try {
      value = decode(bytes);
    } catch (error) {
      expect(error).toMatchObject({ name: "NeuroveilError" });
      return;
    }
    expect(encodeCbor(value)).toEqual(bytes);
  },
);
