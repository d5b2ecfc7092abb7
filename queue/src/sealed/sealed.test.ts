import { expect, test } from "vitest";
import {
  openEnding,
  openReason,
  sealEnding,
  sealReason,
  strangeReason,
  type Ending,
} from "./ending.ts";
import { parseOrder, type DecryptJob, type EncryptJob } from "./job.ts";
import { QueueKeys } from "./keys.ts";
import { jobId, openOrder, sealOrder } from "./order.ts";

const keys = new QueueKeys(new Uint8Array(32).fill(1));
const others = new QueueKeys(new Uint8Array(32).fill(2));
const job: EncryptJob = {
  kind: "encrypt",
  input: "in/a.png",
  output: "out/a.png.veil.png",
  recipients: ["age1x"],
  cipher: "hybrid",
  protection: "sealed",
};
const content = "c".repeat(43);
const id = jobId(keys, job, content);

test("who has another secret has another queue, other ids and other signatures", () => {
  expect(others.queueName).not.toBe(keys.queueName);
  expect(jobId(others, job, content)).not.toBe(id);
  expect(openOrder(others, id, sealOrder(keys, id, job, 1))).toBeUndefined();
});

test("keys of different purposes differ, and parts do not run together", () => {
  expect(keys.mac("id", "ab")).not.toBe(keys.mac("name", "ab"));
  expect(keys.mac("id", "a", "b")).not.toBe(keys.mac("id", "ab"));
  const text = keys.seal("order", "text", "a", "b");
  expect(keys.open("order", text, "a", "b")).toBe("text");
  expect(keys.open("ending", text, "a", "b")).toBeUndefined();
  expect(keys.open("order", text, "ab")).toBeUndefined();
});

test("the same job twice has one id; another input, place, reader or option has another", () => {
  expect(jobId(keys, { ...job }, content)).toBe(id);
  const changed: readonly Partial<EncryptJob>[] = [
    { input: "in/b.png" },
    { output: "out/b.png" },
    { recipients: ["age1y"] },
    { recipients: ["age1x", "age1y"] },
    { cipher: "cnn-only" },
    { protection: "bare" },
    { payload: "file" },
    { lossy: true },
  ];
  const ids = changed.map((change) => jobId(keys, { ...job, ...change }, content));
  const decrypt: DecryptJob = { kind: "decrypt", input: "in/a.png", folder: "out" };
  ids.push(jobId(keys, job, "d".repeat(43)), jobId(keys, decrypt, content));
  ids.push(jobId(keys, { ...decrypt, bare: true }, content));
  expect(new Set([id, ...ids]).size).toBe(ids.length + 1);
});

test("an order comes back, under its own id alone, and no bit of it can be changed", () => {
  const sealed = sealOrder(keys, id, job, 1234);
  expect(openOrder(keys, id, sealed)).toEqual({ job, issued: 1234, ...sealed });
  expect(openOrder(keys, `${id}x`, sealed)).toBeUndefined();
  expect(openOrder(keys, undefined, sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed.order, "base64url");
  for (let bit = 0; bit < 8 * bytes.length; bit += 3) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(openOrder(keys, id, { order: changed.toString("base64url") })).toBeUndefined();
  }
  for (const order of [`${sealed.order}=`, `${sealed.order}A`, sealed.order.slice(0, -2), ""])
    expect(openOrder(keys, id, { order })).toBeUndefined();
});

test("no two orders for a job are the same, and none tells a path or a reader", () => {
  const { order } = sealOrder(keys, id, job, 1);
  expect(sealOrder(keys, id, job, 1).order).not.toBe(order);
  const text = Buffer.from(order, "base64url").toString("latin1");
  for (const part of ["a.png", "age1x", "hybrid"]) expect(text).not.toContain(part);
});

test.each([
  undefined,
  null,
  "text",
  42,
  {},
  { order: 1 },
  { order: "é".repeat(43) },
  { order: "x".repeat(1 << 19) },
])("what is no order is refused without a throw", (data) => {
  expect(openOrder(keys, id, data)).toBeUndefined();
});

test.each<[string, object]>([
  ["a kind of its own", { ...job, kind: "run" }],
  ["no readers", { ...job, recipients: [] }],
  ["readers that are no text", { ...job, recipients: [1] }],
  ["a cipher from a file", { ...job, cipher: "../evil.js" }],
  ["a protection of its own", { ...job, protection: "none" }],
  ["a payload of its own", { ...job, payload: "both" }],
  ["a path that is no text", { ...job, input: 7 }],
  ["a path without end", { ...job, input: "a/".repeat(4000) }],
])("sealed or not, a job with %s is none", (_, bad) => {
  expect(parseOrder({ job, issued: 1 })).toEqual({ job, issued: 1 });
  expect(parseOrder({ job: bad, issued: 1 })).toBeUndefined();
});

test("a job keeps nothing but its own fields: no module, no command", () => {
  const parsed = parseOrder({ job: { ...job, module: "/tmp/x.mjs", shell: "id" }, issued: 1 });
  expect(parsed?.job).toEqual(job);
});

const ending: Ending = {
  status: "written",
  names: ["a.png.veil.png"],
  cipher: "hybrid",
  protection: "sealed",
  payload: "pixels",
  sizes: [1, 2],
};

const order = sealOrder(keys, id, job, 1);
const another = sealOrder(keys, id, job, 1);

test("an ending fits its own order alone", () => {
  const sealed = sealEnding(keys, order, ending);
  expect(openEnding(keys, order, sealed)).toEqual(ending);
  expect(openEnding(keys, another, sealed)).toBeUndefined();
  expect(openEnding(others, order, sealed)).toBeUndefined();
  for (const value of [null, "x", {}, { ending: 1 }, { ending: "x" }, { ending: order.order }])
    expect(openEnding(keys, order, value)).toBeUndefined();
});

test("of a reason the queue sees its code; only a worker's counts", () => {
  const failure = { code: "input", message: "expected a, got b; do c" } as const;
  const reason = sealReason(keys, order, { ...failure, passing: true });
  expect(reason).toMatch(/^input [\w-]+$/);
  expect(openReason(keys, order, reason)).toEqual(failure);
  expect(openReason(keys, another, reason)).toBeUndefined();
  expect(openReason(keys, order, "job stalled more than allowable limit")).toBeUndefined();
  expect(openReason(keys, order, "input abc")).toBeUndefined();
  expect(openReason(keys, order, undefined)).toBeUndefined();
});

test("neither a reason of a stranger nor a name in one can command the terminal", () => {
  expect(strangeReason("\u001b[2Jgone")).toBe("\\u{1b}[2Jgone");
  const reason = sealReason(keys, order, { code: "input", message: "\u001b[2Jgone" });
  expect(openReason(keys, order, reason)?.message).toBe("\\u{1b}[2Jgone");
});
