import { Decrypter } from "age-encryption";
import { NeuroveilError } from "../errors.ts";
import { unwrap, wrapKind } from "./age-wrap.ts";
import { copyRawKey, requireOneKind, requirePassphrase } from "./content-key.ts";
import { addIdentity, notAnIdentity } from "./identity.ts";

/** What a reader has to decrypt with; exactly one of the three. */
export interface DecryptionKeys {
  /** age identities, `AGE-SECRET-KEY-1…`; the first that fits is used. */
  readonly identities?: readonly string[] | undefined;
  readonly passphrase?: string | undefined;
  /** The content key itself, 32 bytes; opens an image whatever way its key was wrapped. */
  readonly key?: Uint8Array | undefined;
}

/** Opens wrapped content keys, each only once: a passphrase is stretched once for a whole batch. */
export interface KeyRing {
  readonly kind: "identities" | "passphrase" | "key";
  /**
   * The content key of an image.
   * @param wrapped the wrapped key of its header, undefined when it has none
   * @throws NeuroveilError "key" when nothing in the ring fits; "broken" or "limit" when `wrapped`
   *   is damaged or asks for too much work
   */
  unwrap(wrapped: Uint8Array | undefined): Promise<Uint8Array>;
}

/** @throws NeuroveilError "usage" when not exactly one kind of key is given, or it is malformed */
export function createKeyRing(keys: DecryptionKeys): KeyRing {
  requireOneKind(keys, ["identities", "passphrase", "key"]);
  if (keys.key !== undefined) {
    const key = copyRawKey(keys.key);
    return { kind: "key", unwrap: () => Promise.resolve(key) };
  }
  const decrypter = new Decrypter();
  if (keys.passphrase !== undefined) {
    requirePassphrase(keys.passphrase);
    decrypter.addPassphrase(keys.passphrase);
    return ageRing("passphrase", decrypter);
  }
  const identities = keys.identities ?? [];
  if (identities.length === 0) throw notAnIdentity();
  for (const identity of identities) addIdentity(decrypter, identity);
  return ageRing("identities", decrypter);
}

function ageRing(kind: "identities" | "passphrase", decrypter: Decrypter): KeyRing {
  const opened = new Map<string, Promise<Uint8Array>>();
  return {
    kind,
    async unwrap(wrapped) {
      if (wrapped === undefined) {
        throw mismatch("the key itself, which is not wrapped in this image", kind, "key");
      }
      const made = wrapKind(wrapped);
      if (made === "passphrase" && kind !== "passphrase")
        throw mismatch("a passphrase", kind, "passphrase");
      if (made === "recipients" && kind !== "identities")
        throw mismatch("an identity", kind, "identity");
      const name = new TextDecoder("latin1").decode(wrapped);
      let key = opened.get(name);
      if (key === undefined) {
        key = unwrap(wrapped, decrypter);
        opened.set(name, key);
      }
      return key;
    },
  };
}

function mismatch(
  expected: string,
  got: "identities" | "passphrase",
  todo: "key" | "passphrase" | "identity",
): NeuroveilError {
  const given = got === "identities" ? "identities" : "a passphrase";
  return new NeuroveilError("key", `expected ${expected}, got ${given}; ${instead[todo]}`);
}

const instead = {
  key: "give the key file that it was encrypted with",
  passphrase: "give the one that it was encrypted with",
  identity: "give the identity file of one of its recipients",
} as const;
