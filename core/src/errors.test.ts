import { describe, expect, test } from "vitest";
import { aborted } from "./abort.ts";
import { asFile, NeuroveilError, sameWords, type OptionName } from "./errors.ts";
import { failure } from "./threads/thread.ts";

const parts = { expected: "a b", got: 3, todo: "give a b" };

describe("an error says in fields what its message says", () => {
  test("expected, got, what to do", () => {
    const cause = new Error("below");
    const error = new NeuroveilError("input", { ...parts, cause });
    expect(error).toMatchObject({
      code: "input",
      expected: "a b",
      got: "3",
      todo: "give a b",
      cause,
    });
    expect(error.message).toBe("expected a b, got 3; give a b");
    expect(new NeuroveilError("usage", { of: '"n"', expected: "1" }).message).toBe(
      '"n" expected 1',
    );
    expect(new NeuroveilError("broken", "another sentence")).toMatchObject({
      message: "another sentence",
      expected: undefined,
    });
  });

  test("told of a file, or with other advice, it stays what it is", () => {
    const error = new NeuroveilError("broken", { ...parts, todo: asFile });
    const retold = error.retold({ about: "a.png", todo: "convert it" });
    expect(retold.message).toBe("a.png: expected a b, got 3; convert it");
    expect(retold).toMatchObject({ code: "broken", expected: "a b", todo: "convert it" });
    expect(retold.cause).toBe(error);
    expect(error.retold({}).message).toBe(error.message);
  });

  test("its parts cross to another thread", () => {
    const { code, refusal } = structuredClone(failure(new NeuroveilError("limit", parts)));
    expect(new NeuroveilError(code!, refusal!)).toMatchObject({
      code: "limit",
      ...parts,
      got: "3",
    });
  });
});

test("no part shows a secret key", () => {
  const secret = `AGE-SECRET-KEY-1${"QP".repeat(29)}`;
  const told = { expected: secret, got: secret, todo: secret, cause: new Error(secret) };
  const error = new NeuroveilError("key", told).retold({ about: secret });
  for (const part of [error.message, error.expected, error.got, error.todo])
    expect(part).not.toContain("QPQP");
  expect(JSON.stringify(error)).not.toContain("QPQP");
});

test("what the caller stopped is an AbortError, and one of ours", () => {
  const reason = new Error("enough");
  const error = aborted(AbortSignal.abort(reason));
  expect(error).toBeInstanceOf(NeuroveilError);
  expect(error).toMatchObject({ name: "AbortError", code: "aborted", cause: reason });
  expect(new NeuroveilError("input", parts).name).toBe("NeuroveilError");
});

describe("options that a message names", () => {
  const error = new NeuroveilError("unsupported", {
    ...parts,
    got: 'payload "file"',
    todo: asFile,
  });
  const flags = ({ option, value }: OptionName): string => `--${option} ${value}`;

  test("are written as the library has them, or as a program does", () => {
    expect(error.message).toBe(
      'expected a b, got payload "file"; payload "file" takes it as it is',
    );
    expect(error.todo).toBe('payload "file" takes it as it is');
    expect(error.told(flags)).toBe(
      'expected a b, got payload "file"; --payload file takes it as it is',
    );
    expect(new NeuroveilError("input", { ...parts, todo: [{ option: "bare" }] }).todo).toBe(
      "bare: true",
    );
  });

  test("stay options in another thread, and in what is told of a file", () => {
    const { code, refusal } = structuredClone(failure(error));
    const there = new NeuroveilError(code!, refusal!);
    expect(sameWords(there.refusal.todo, asFile)).toBe(true);
    expect(sameWords(there.refusal.todo, "convert it")).toBe(false);
    expect(there.retold({ about: "a.png" }).told(flags)).toBe(`a.png: ${error.told(flags)}`);
    expect(there.retold({}).retold({ about: "b" }).told(flags)).toBe(`b: ${error.told(flags)}`);
  });
});
