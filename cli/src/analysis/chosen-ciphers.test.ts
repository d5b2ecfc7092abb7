import { baselines } from "@neuroveil/lab/baselines";
import { ciphers } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { chosenCiphers, yardsticks } from "./chosen-ciphers.ts";

const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

test("all is every cipher and every baseline, each once", () => {
  const all = ids(chosenCiphers("all"));
  expect(all).toEqual([...ids(ciphers), ...ids(baselines)]);
  expect(new Set(all).size).toBe(all.length);
  expect(yardsticks(chosenCiphers("all"))).toEqual([]);
});

test("a list is taken in its order, each cipher once, whatever blanks it has", () => {
  expect(ids(chosenCiphers("canary, hybrid,canary"))).toEqual(["canary", "hybrid"]);
  expect(() => chosenCiphers("hybrid,,")).toThrow(/got ""; `neuroveil ciphers` lists the registry/);
});

test("an id that does not exist is answered with those that come near, baselines included", () => {
  expect(() => chosenCiphers("hybrid,aes-256-crt")).toThrow(
    /^expected ids of ciphers with commas between, or "all", got "aes-256-crt"; did you mean aes-256-ctr\b/,
  );
});

test("AES and the canary stand beside what lacks them", () => {
  expect(ids(yardsticks([]))).toEqual(["aes-256-ctr", "canary"]);
  expect(ids(yardsticks(chosenCiphers("canary")))).toEqual(["aes-256-ctr"]);
});
