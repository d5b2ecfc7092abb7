import { expect, test } from "vitest";
import {
  openEnding,
  openReason,
  reasonText,
  signEnding,
  signReason,
  type Ending,
} from "./ending.ts";
import { parseOrder, type DecryptJob, type EncryptJob } from "./job.ts";
import { QueueKeys } from "./keys.ts";
import { jobId, openOrder, signOrder } from "./order.ts";

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
  expect(openOrder(others, id, signOrder(keys, id, job, 1))).toBeUndefined();
});

test("keys of different purposes differ, and parts do not run together", () => {
  expect(keys.mac("id", "ab")).not.toBe(keys.mac("job", "ab"));
  expect(keys.mac("id", "a", "b")).not.toBe(keys.mac("id", "ab"));
  expect(keys.verifies(keys.mac("id", "a"), "id", "a")).toBe(true);
  expect(keys.verifies(undefined, "id", "a")).toBe(false);
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
  const signed = signOrder(keys, id, job, 1234);
  expect(openOrder(keys, id, signed)).toMatchObject({ job, issued: 1234, mac: signed.mac });
  expect(openOrder(keys, `${id}x`, signed)).toBeUndefined();
  expect(openOrder(keys, undefined, signed)).toBeUndefined();
  for (let at = 0; at < signed.order.length; at += 7) {
    const code = signed.order.charCodeAt(at) ^ 1;
    const order =
      signed.order.slice(0, at) + String.fromCharCode(code) + signed.order.slice(at + 1);
    expect(openOrder(keys, id, { ...signed, order })).toBeUndefined();
  }
});

test("no two orders for a job are the same", () => {
  expect(signOrder(keys, id, job, 1).mac).not.toBe(signOrder(keys, id, job, 1).mac);
});

test.each([
  undefined,
  null,
  "text",
  42,
  {},
  { order: 1, mac: 2 },
  { order: "{}", mac: "" },
  { order: "x".repeat(1 << 17), mac: "y" },
  { order: "{}", mac: "é".repeat(43) },
])("what is no order is refused without a throw: %j", (data) => {
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
])("signed or not, a job with %s is none", (_, bad) => {
  const nonce = "n".repeat(22);
  expect(parseOrder({ job, issued: 1, nonce })).toEqual({ job, issued: 1, nonce });
  expect(parseOrder({ job: bad, issued: 1, nonce })).toBeUndefined();
});

test("a job keeps nothing but its own fields: no module, no command", () => {
  const nonce = "n".repeat(22);
  const parsed = parseOrder({
    job: { ...job, module: "/tmp/x.mjs", shell: "id" },
    issued: 1,
    nonce,
  });
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

test("an ending fits its own order alone", () => {
  const signed = signEnding(keys, "order", ending);
  expect(openEnding(keys, "order", signed)).toEqual(ending);
  expect(openEnding(keys, "another", signed)).toBeUndefined();
  expect(openEnding(others, "order", signed)).toBeUndefined();
  const said = signed.ending.replace("hybrid", "rot-13");
  expect(openEnding(keys, "order", { ...signed, ending: said })).toBeUndefined();
  for (const value of [null, "x", {}, { ending: 1 }])
    expect(openEnding(keys, "order", value)).toBeUndefined();
});

test("a reason is for people, and only a worker's counts", () => {
  const failure = { code: "input", message: "expected a [b], got c; do d" } as const;
  const reason = signReason(keys, "order", failure);
  expect(reasonText(reason)).toBe("input: expected a [b], got c; do d");
  expect(openReason(keys, "order", reason)).toEqual(failure);
  expect(openReason(keys, "another", reason)).toBeUndefined();
  expect(openReason(keys, "order", reason.replace("input", "usage"))).toBeUndefined();
  expect(openReason(keys, "order", "job stalled more than allowable limit")).toBeUndefined();
  expect(openReason(keys, "order", undefined)).toBeUndefined();
});

test("a reason of a stranger cannot command the terminal", () => {
  expect(reasonText("\u001b[2Jgone")).toBe("\\u{1b}[2Jgone");
});
