import { inspect } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { encrypt, decrypt, NeuroveilError } from "./index.ts";
import {
  createContentKey,
  createKeyRing,
  generateIdentity,
  parseIdentityFile,
  parseKeyFile,
  parseRecipientFile,
  recipientOf,
} from "./keys/index.ts";

let identity: string;
beforeAll(async () => {
  ({ identity } = await generateIdentity());
});

/** One letter is another one. */
function mistyped(): string {
  return `${identity.slice(0, 40)}${identity[40] === "Q" ? "P" : "Q"}${identity.slice(41)}`;
}

/** What an error shows of a secret to whoever prints all of it. */
async function shown(work: () => unknown, secret: string): Promise<boolean> {
  const error: unknown = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  expect(error).toBeInstanceOf(Error);
  const text = inspect(error, { depth: Infinity, showHidden: true }).toLowerCase();
  // The prefix of all of them is no secret.
  const data = secret.toLowerCase().replace(/^x?age-secret-key-1/, "");
  const parts = Array.from({ length: data.length - 11 }, (_, i) => data.slice(i, i + 12));
  return parts.some((part) => text.includes(part));
}

const image = new Uint8Array(3);
const calls: readonly [string, (secret: string) => unknown][] = [
  ["recipientOf", recipientOf],
  ["parseIdentityFile", parseIdentityFile],
  ["parseRecipientFile", parseRecipientFile],
  ["parseKeyFile", parseKeyFile],
  ["createKeyRing", (secret) => createKeyRing({ identities: [secret] })],
  ["createContentKey", (secret) => createContentKey({ recipients: [secret] })],
  ["decrypt", (secret) => decrypt(image, { identities: [secret] })],
  ["encrypt", (secret) => encrypt(image, { recipients: [secret] })],
  ["a cipher", (secret) => encrypt(image, { passphrase: "x", cipher: secret })],
  ["a payload", (secret) => encrypt(image, { passphrase: "x", payload: secret as "file" })],
  ["an option", (secret) => encrypt(image, { [secret]: true })],
];

test.each(calls)("a mistyped secret is not shown by what %s throws", async (_, call) => {
  const typed = mistyped();
  const hex = "3f91c0de5a7b42e886d10f2b9c47ae65d3087f1b24c96e50ba8d17e34f6029c";
  for (const secret of [typed, typed.toLowerCase(), `x${identity}`, hex])
    expect(await shown(() => call(secret), secret)).toBe(false);
});

test("the search finds what a library says", async () => {
  const { bech32 } = await import("@scure/base");
  const typed = mistyped();
  expect(await shown(() => bech32.decode(typed as "a1b"), typed)).toBe(true);
});

test("a cause that holds a secret is dropped, another one kept", () => {
  const path = Object.assign(new Error("no such file"), { path: identity });
  for (const cause of [path, new Error(identity), new Error("deeper", { cause: path }), identity])
    expect(new NeuroveilError("input", "no", { cause }).cause).toBeUndefined();
  const harmless = new Error("expected AGE-SECRET-KEY-1…, got another");
  expect(new NeuroveilError("input", harmless.message, { cause: harmless })).toMatchObject({
    message: harmless.message,
    cause: harmless,
  });
  expect(new NeuroveilError("input", `got ${identity}, sorry`).message).toBe(
    "got AGE-SECRET-KEY-… sorry",
  );
});
