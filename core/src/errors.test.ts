import { describe, expect, test } from "vitest";
import { aborted } from "./abort.ts";
import { asFile, NeuroveilError, withFlags } from "./errors.ts";
import { optionText } from "./option-text.ts";
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

test("a message for the command line has flags for options", () => {
  for (const value of ["file", "pixels"] as const)
    expect(withFlags(`use ${optionText("payload", value)} here`)).toBe(
      `use --payload ${value} here`,
    );
  expect(withFlags('got "payload"')).toBe('got "payload"');
});
