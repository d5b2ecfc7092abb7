import { expect, test } from "vitest";
import { ciphers } from "./all.ts";
import { unknownCipher } from "./unknown-cipher.ts";

const ids = ["hybrid", "hybrid-literal", "conv-multi", "conv-single", "rc4", "des", "3des"];

test.each([
  ["hybird", "hybrid"],
  ["HYBRID", "hybrid or hybrid-literal"],
  ["hybrid-litteral", "hybrid-literal"],
  ["con", "conv-multi or conv-single"],
  ["convmulti", "conv-multi"],
  ["rc5", "rc4"],
])('"%s" is answered with %s', (id, meant) => {
  const { code, message } = unknownCipher("an id", id, ids);
  expect(code).toBe("usage");
  expect(message).toBe(
    `expected an id, got "${id}"; did you mean ${meant}? \`neuroveil ciphers\` lists the registry`,
  );
});

test.each(["", "x", "rot13", "🙂", "vigenere"])('"%s" is like none of them', (id) => {
  expect(unknownCipher("an id", id, ids).message).toBe(
    `expected an id, got "${id}"; \`neuroveil ciphers\` lists the registry`,
  );
});

test("of all ids no more than three are suggested", () => {
  const all = ciphers.map(({ id }) => id);
  expect(unknownCipher("an id", "hopfield", all).message.length).toBeLessThan(160);
});
