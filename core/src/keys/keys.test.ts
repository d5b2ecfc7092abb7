import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decrypter, Encrypter } from "age-encryption";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { wrapWithPassphrase } from "./age-wrap.ts";
import {
  createContentKey,
  createKeyRing,
  generateIdentity,
  mostWrappedBytes,
  parseKeyFile,
  wrapKind,
  type IdentityPair,
} from "./index.ts";

let ada: IdentityPair;
let bob: IdentityPair;
beforeAll(async () => {
  [ada, bob] = await Promise.all([generateIdentity(), generateIdentity()]);
});

describe("content keys", () => {
  test("every recipient opens the key alone, nobody else does", async () => {
    const key = await createContentKey({ recipients: [ada.recipient, bob.recipient] });
    expect(key.bytes).toHaveLength(32);
    for (const { identity } of [ada, bob]) {
      expect(await createKeyRing({ identities: [identity] }).unwrap(key.wrapped)).toEqual(
        key.bytes,
      );
    }
    const eve = await generateIdentity();
    const ring = createKeyRing({ identities: [eve.identity] });
    await expect(ring.unwrap(key.wrapped)).rejects.toMatchObject({ code: "key" });
  });

  test("post-quantum recipients work, and refuse weaker company", async () => {
    const quantum = await generateIdentity({ postQuantum: true });
    expect(quantum.recipient).toMatch(/^age1pq1/);
    const key = await createContentKey({ recipients: [quantum.recipient] });
    const ring = createKeyRing({ identities: [bob.identity, quantum.identity] });
    expect(await ring.unwrap(key.wrapped)).toEqual(key.bytes);
    await expect(
      createContentKey({ recipients: [quantum.recipient, ada.recipient] }),
    ).rejects.toMatchObject({ code: "usage" });
  });

  test("a passphrase opens its key at age's work factor and is stretched once a ring", async () => {
    const key = await createContentKey({ passphrase: "correct horse" });
    expect(wrapKind(key.wrapped!)).toBe("passphrase");
    expect(new TextDecoder("latin1").decode(key.wrapped)).toMatch(/^-> scrypt \S+ 18$/m);
    const ring = createKeyRing({ passphrase: "correct horse" });
    expect(await ring.unwrap(key.wrapped)).toEqual(key.bytes);
    const opening = spyOnOpening();
    expect(await ring.unwrap(new Uint8Array(key.wrapped!))).toEqual(key.bytes);
    expect(opening).not.toHaveBeenCalled();
    expect(await createKeyRing({ passphrase: "correct horse" }).unwrap(key.wrapped)).toEqual(
      key.bytes,
    );
    expect(opening).toHaveBeenCalledOnce();
  });

  test("a wrong passphrase is refused", async () => {
    const wrapped = await wrapWithPassphrase(new Uint8Array(32), "right", { logN: 4 });
    const ring = createKeyRing({ passphrase: "wrong" });
    await expect(ring.unwrap(wrapped)).rejects.toMatchObject({ code: "key" });
  });

  test("a raw key is not wrapped and opens whatever it is asked for", async () => {
    const raw = Uint8Array.from({ length: 32 }, (_, i) => i);
    const key = await createContentKey({ key: raw });
    expect(key).toEqual({ bytes: raw, wrapped: undefined });
    const { wrapped } = await createContentKey({ recipients: [ada.recipient] });
    for (const some of [undefined, wrapped]) {
      expect(await createKeyRing({ key: raw }).unwrap(some)).toEqual(raw);
    }
  });

  test("the wrong kind of key says which kind is needed", async () => {
    const byPassphrase = await wrapWithPassphrase(new Uint8Array(32), "p", { logN: 4 });
    const { wrapped } = await createContentKey({ recipients: [ada.recipient] });
    const identities = createKeyRing({ identities: [ada.identity] });
    const passphrase = createKeyRing({ passphrase: "p" });
    await expect(identities.unwrap(byPassphrase)).rejects.toThrow(/expected a passphrase/);
    await expect(passphrase.unwrap(wrapped)).rejects.toThrow(/expected an identity/);
    await expect(identities.unwrap(undefined)).rejects.toThrow(/key file/);
  });

  test.each([
    ["no key", {}],
    ["two kinds", { passphrase: "p", key: new Uint8Array(32) }],
    ["no recipient", { recipients: [] }],
    ["a recipient with a typing error", { recipients: ["age1qqqq"] }],
    ["an identity as recipient", { recipients: ["AGE-SECRET-KEY-1QQQ"] }],
    ["an empty passphrase", { passphrase: "" }],
    ["a short key", { key: new Uint8Array(31) }],
  ])("refuses %s", async (_, keys) => {
    await expect(createContentKey(keys)).rejects.toMatchObject({ code: "usage" });
  });

  test("an identity given as a recipient is not quoted", async () => {
    await expect(createContentKey({ recipients: [ada.identity] })).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(/an identity, which is secret/),
    });
    await expect(createContentKey({ recipients: [ada.identity] })).rejects.toMatchObject({
      message: expect.not.stringContaining(ada.identity.slice(16, 20)),
    });
  });

  test.each([
    ["no key", {}],
    ["two kinds", { passphrase: "p", identities: ["AGE-SECRET-KEY-1QQQ"] }],
    ["no identity", { identities: [] }],
    ["a damaged identity", { identities: ["AGE-SECRET-KEY-1QQQ"] }],
    ["an empty passphrase", { passphrase: "" }],
    ["a long key", { key: new Uint8Array(33) }],
  ])("opening refuses %s", (_, keys) => {
    expect(() => createKeyRing(keys)).toThrow(expect.objectContaining({ code: "usage" }));
  });
});

/** Sees every attempt to open a wrapped key, each of which stretches the passphrase. */
function spyOnOpening() {
  const opening = vi.spyOn(Decrypter.prototype, "decrypt");
  onTestFinished(() => opening.mockRestore());
  return opening;
}

/** An age header that asks for 2^logN rounds of scrypt. */
function scryptHeader(logN: string): Uint8Array {
  return new TextEncoder().encode(
    `age-encryption.org/v1\n-> scrypt ${"A".repeat(22)} ${logN}\n${"A".repeat(43)}\n--- ${"A".repeat(43)}\n`,
  );
}

describe("hostile wrapped keys", () => {
  test.each(["19", "20", "30", "99999999999999999999"])(
    "a work factor of %s is refused before any stretching",
    async (logN) => {
      const opening = spyOnOpening();
      const ring = createKeyRing({ passphrase: "p" });
      await expect(ring.unwrap(scryptHeader(logN))).rejects.toMatchObject({ code: "limit" });
      expect(opening).not.toHaveBeenCalled();
    },
  );

  test("a key has at most 256 readers: each costs every identity time", async () => {
    const all = Array.from({ length: 256 }, () => ada.recipient);
    const { bytes, wrapped } = await createContentKey({ recipients: all });
    const ring = createKeyRing({ identities: [ada.identity] });
    expect(await ring.unwrap(wrapped)).toEqual(bytes);
    const more = [...all, ada.recipient];
    const refusal = { code: "limit", message: expect.stringMatching(/at most 256 .*got 257;/) };
    await expect(createContentKey({ recipients: more })).rejects.toMatchObject(refusal);
    const encrypter = new Encrypter();
    for (const recipient of more) encrypter.addRecipient(recipient);
    const made = await encrypter.encrypt("0".repeat(64));
    await expect(ring.unwrap(made)).rejects.toMatchObject(refusal);
  });

  test("every cut and every changed byte is refused with one of our errors", async () => {
    const { wrapped } = await createContentKey({ recipients: [ada.recipient] });
    const identities = [ada.identity];
    const variants = [...wrapped!.keys()].flatMap((i) => {
      const changed = new Uint8Array(wrapped!);
      changed[i]! ^= 1;
      return [changed, wrapped!.subarray(0, i)];
    });
    variants.push(new Uint8Array(mostWrappedBytes + 1), Uint8Array.of(...wrapped!, 0));
    for (const variant of variants) {
      await expect(createKeyRing({ identities }).unwrap(variant)).rejects.toMatchObject({
        name: "NeuroveilError",
        message: expect.not.stringContaining("\n"),
      });
    }
  });

  test("a payload that is not a content key is refused", async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(ada.recipient);
    const ring = createKeyRing({ identities: [ada.identity] });
    for (const payload of ["", "00", "G".repeat(64), `${"a".repeat(64)}\n`, "A".repeat(64)]) {
      const wrapped = await encrypter.encrypt(payload);
      await expect(ring.unwrap(wrapped)).rejects.toMatchObject({ code: "broken" });
    }
  });
});

const stockAge = ((): boolean => {
  try {
    execFileSync("age", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!stockAge)("the stock age program prints the content key as a key file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "neuroveil-"));
  try {
    const key = await createContentKey({ recipients: [ada.recipient, bob.recipient] });
    writeFileSync(join(folder, "identity.txt"), `${bob.identity}\n`);
    writeFileSync(join(folder, "key.age"), key.wrapped!);
    const printed = execFileSync("age", ["-d", "-i", "identity.txt", "key.age"], { cwd: folder });
    expect(parseKeyFile(printed.toString())).toEqual(key.bytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
