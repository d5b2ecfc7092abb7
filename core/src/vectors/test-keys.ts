import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Encrypter } from "age-encryption";
import { wrapForRecipients, wrapWithPassphrase } from "../keys/age-wrap.ts";
import { fromHex, toHex } from "../bytes/hex.ts";
import { generateIdentity, type IdentityPair } from "../keys/identity.ts";
import { defaultCipher } from "../ciphers/index.ts";
import { sha256 } from "../bytes/sha256.ts";
import { regionContentKey } from "../container/regions/region-key.ts";
import { deriveSubkeys } from "../keys/subkeys.ts";
import { toBase64 } from "./vector.ts";

/**
 * Published keys of the vectors: never use them for anything else. Wrapping is random, so that the
 * file is made once and then read.
 */
export interface TestKeys {
  /** Content key of every vector, hex. */
  readonly contentKey: string;
  /** Content key of the previews whose key is wrapped, hex. */
  readonly previewKey: string;
  readonly reader: IdentityPair;
  readonly quantumReader: IdentityPair;
  /** Can open those previews. */
  readonly viewer: IdentityPair;
  /** Has no access. */
  readonly stranger: IdentityPair;
  readonly passphrase: string;
  /**
   * The content key wrapped in several ways, that of previews for their viewer, and those of regions, which
   * follow from it, for the viewer and the quantum reader; base64.
   */
  readonly wrapped: Readonly<Record<WrapName, string>>;
}

export type WrapName =
  | "reader"
  | "quantumReader"
  | "passphrase"
  | "notAKey"
  | "costly"
  | "viewer"
  | "region0"
  | "region1";

/** What the nonces of vectors with regions follow from: the regions' keys depend on it. */
export const regionSeed = "regions";

/** The first nonce of a vector. */
export async function seedOf(name: string): Promise<Uint8Array> {
  return await sha256(new TextEncoder().encode(`neuroveil vector ${name}`));
}

/** The content key of a region of a sealed image by the default cipher. */
async function regionKey(contentKey: Uint8Array, index: number): Promise<Uint8Array> {
  const nonce = (await seedOf(regionSeed)).slice(0, 16);
  const slot = { cipher: defaultCipher, protection: "sealed" };
  return await regionContentKey(await deriveSubkeys(contentKey, nonce, slot), index);
}

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
  const previewKey = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff000102030405060708090a0b0c0d0e0f";
  const viewer = await generateIdentity();
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
    viewer: await wrapForRecipients(fromHex(previewKey, 32, "a content key"), [viewer.recipient]),
    region0: await wrapForRecipients(await regionKey(key, 0), [viewer.recipient]),
    region1: await wrapForRecipients(await regionKey(key, 1), [quantumReader.recipient]),
  };
  return {
    contentKey,
    previewKey,
    reader,
    quantumReader,
    viewer,
    stranger: await generateIdentity(),
    passphrase,
    wrapped: {
      reader: toBase64(wrapped.reader),
      quantumReader: toBase64(wrapped.quantumReader),
      passphrase: toBase64(wrapped.passphrase),
      notAKey: toBase64(wrapped.notAKey),
      costly: toBase64(wrapped.costly),
      viewer: toBase64(wrapped.viewer),
      region0: toBase64(wrapped.region0),
      region1: toBase64(wrapped.region1),
    },
  };
}
