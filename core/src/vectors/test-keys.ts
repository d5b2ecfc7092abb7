import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Encrypter } from "age-encryption";
import { wrapForRecipients, wrapWithPassphrase } from "../keys/age-wrap.ts";
import { fromHex, toHex } from "../bytes/hex.ts";
import { generateIdentity, type IdentityPair } from "../keys/identity.ts";
import { toBase64 } from "./vector.ts";

/**
 * Published keys of the vectors: never use them for anything else. Wrapping is random, so that the
 * file is made once and then read.
 */
export interface TestKeys {
  /** Content key of every vector, hex. */
  readonly contentKey: string;
  readonly reader: IdentityPair;
  readonly quantumReader: IdentityPair;
  /** Has no access. */
  readonly stranger: IdentityPair;
  readonly passphrase: string;
  /** The content key wrapped in several ways, base64. */
  readonly wrapped: Readonly<Record<WrapName, string>>;
}

export type WrapName = "reader" | "quantumReader" | "passphrase" | "notAKey" | "costly";

export async function loadTestKeys(file: string): Promise<TestKeys> {
  if (!existsSync(file)) {
    writeFileSync(file, `${JSON.stringify(await createTestKeys(), undefined, 2)}\n`);
  }
  const keys: unknown = JSON.parse(readFileSync(file, "utf8"));
  return keys as TestKeys;
}

async function createTestKeys(): Promise<TestKeys> {
  const contentKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  const key = fromHex(contentKey, 32, "a content key");
  const reader = await generateIdentity();
  const quantumReader = await generateIdentity({ postQuantum: true });
  const passphrase = "correct horse battery staple";
  const notAKey = new Encrypter();
  notAKey.addRecipient(reader.recipient);
  const wrapped = {
    reader: await wrapForRecipients(key, [reader.recipient]),
    quantumReader: await wrapForRecipients(key, [quantumReader.recipient]),
    // Work factors: 10 so that vectors run fast, 19 because it must be refused.
    passphrase: await wrapWithPassphrase(key, passphrase, { logN: 10 }),
    notAKey: await notAKey.encrypt(toHex(key).toUpperCase()),
    costly: await wrapWithPassphrase(key, passphrase, { logN: 19 }),
  };
  return {
    contentKey,
    reader,
    quantumReader,
    stranger: await generateIdentity(),
    passphrase,
    wrapped: {
      reader: toBase64(wrapped.reader),
      quantumReader: toBase64(wrapped.quantumReader),
      passphrase: toBase64(wrapped.passphrase),
      notAKey: toBase64(wrapped.notAKey),
      costly: toBase64(wrapped.costly),
    },
  };
}
