import { NeuroveilError } from "neuroveil/errors";
import { describe, expect, test } from "vitest";
import { toFailure } from "./failure.ts";

describe("what to do", () => {
  test("is added where the library leaves it open", () => {
    const { code, message } = toFailure(
      new NeuroveilError("broken", { expected: "a b", got: "a c" }),
    );
    expect(code).toBe("broken");
    expect(message).toBe("expected a b, got a c; get the file again from where it came");
  });

  test("is the library's own where it says it", () => {
    const said = { expected: "a b", got: "a; c", todo: "do this" };
    expect(toFailure(new NeuroveilError("broken", said)).message).toBe(
      "expected a b, got a; c; do this",
    );
  });

  test.each([
    [{ option: "payload", value: "file" }, "--payload file"],
    [{ option: "bare" }, "--protection bare"],
    [{ option: "unverified" }, "--protection bare --unverified"],
  ] as const)("names options as flags: %o", (name, flags) => {
    // What only looks like an option is left alone.
    const said = { expected: "a b", got: 'payload "file"', todo: ["use ", name] };
    expect(toFailure(new NeuroveilError("broken", said)).message).toBe(
      `expected a b, got payload "file"; use ${flags}`,
    );
  });
});

test("a message of several lines becomes one", () => {
  const { message } = toFailure(
    new NeuroveilError("input", { expected: "a", got: "\n b", todo: "\n do c\n" }),
  );
  expect(message).toBe("expected a, got b; do c");
});

test("a file's name cannot command the terminal through a message", () => {
  const name = "a\u001b[2J\u202egnp.b";
  for (const error of [new NeuroveilError("input", `expected x, got ${name}`), new Error(name)])
    expect(toFailure(error).message).toMatch(/a\\u\{1b\}\[2J\\u\{202e\}gnp\.b/);
});

test.each([() => new Uint8Array(2 ** 53 - 1), () => new ArrayBuffer(2 ** 53 - 1)])(
  "a buffer beyond all memory is a limit, not a mistake of the program: %s",
  (allocate) => {
    let thrown: unknown;
    try {
      allocate();
    } catch (error) {
      thrown = error;
    }
    expect(toFailure(thrown)).toMatchObject({ code: "limit" });
  },
);

test("anything else is told as a mistake of the program, in one line", () => {
  expect(toFailure(new RangeError("x out\nof range"))).toEqual({
    code: "internal",
    message: expect.stringMatching(/unexpected error \(x out of range\); set NEUROVEIL_DEBUG=1/),
  });
});

test("what can pass is marked as such, and nothing else", () => {
  const system = (code: string): Error => Object.assign(new Error(code), { code });
  const wrapped = new NeuroveilError("output", { expected: "a", cause: system("ENOSPC") });
  expect(toFailure(wrapped)).toHaveProperty("passing", true);
  expect(toFailure(system("EIO"))).toHaveProperty("passing", true);
  const lasting = new NeuroveilError("output", { expected: "a", cause: system("EACCES") });
  for (const error of [
    lasting,
    system("ENOENT"),
    new NeuroveilError("broken", "a"),
    new Error("a"),
  ])
    expect(toFailure(error)).not.toHaveProperty("passing");
});
