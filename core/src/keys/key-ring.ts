import { Decrypter } from "age-encryption";
import { NeuroveilError } from "../errors.ts";
import { passphraseIdentity, unwrap, wrapKind } from "./age-wrap.ts";
import { copyRawKey, requireOneKind, requirePassphrase } from "./content-key.ts";
import { addIdentity, notAnIdentity } from "./identity.ts";
import { SharedWork } from "./shared-work.ts";

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
   * @param signal gives up at once; the work goes on for others who wait for the same key
   * @throws NeuroveilError "key" when nothing in the ring fits; "broken" or "limit" when `wrapped`
   *   is damaged or asks for too much work; "aborted"
   */
  unwrap(wrapped: Uint8Array | undefined, signal?: AbortSignal): Promise<Uint8Array>;
}

/** @throws NeuroveilError "usage" when not exactly one kind of key is given, or it is malformed */
export function createKeyRing(keys: DecryptionKeys): KeyRing {
  requireOneKind(keys, ["identities", "passphrase", "key"]);
  if (keys.key !== undefined) {
    const key = copyRawKey(keys.key);
    return { kind: "key", unwrap: () => Promise.resolve(key) };
  }
  const { passphrase } = keys;
  if (passphrase !== undefined) {
    requirePassphrase(passphrase);
    return ageRing("passphrase", (signal) => {
      const decrypter = new Decrypter();
      decrypter.addIdentity(passphraseIdentity(passphrase, signal));
      return decrypter;
    });
  }
  const decrypter = new Decrypter();
  const identities = keys.identities ?? [];
  if (identities.length === 0) throw notAnIdentity();
  for (const identity of identities) addIdentity(decrypter, identity);
  return ageRing("identities", () => decrypter);
}

function ageRing(
  kind: "identities" | "passphrase",
  decrypterFor: (signal: AbortSignal) => Decrypter,
): KeyRing {
  const opened = new Map<string, SharedWork<Uint8Array>>();
  return {
    kind,
    async unwrap(wrapped, signal) {
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
      if (key === undefined || key.stopped) {
        key = new SharedWork((stop) => unwrap(wrapped, decrypterFor(stop)));
        opened.set(name, key);
      }
      return key.wait(signal);
    },
  };
}

function mismatch(
  expected: string,
  got: "identities" | "passphrase",
  todo: "key" | "passphrase" | "identity",
): NeuroveilError {
  const given = got === "identities" ? "identities" : "a passphrase";
  return new NeuroveilError("key", { expected: expected, got: given, todo: instead[todo] });
}

const instead = {
  key: "give the key file that it was encrypted with",
  passphrase: "give the one that it was encrypted with",
  identity: "give the identity file of one of its recipients",
} as const;
