import { gcm } from "@noble/ciphers/aes.js";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { randomBytes } from "node:crypto";
import type { Contender } from "../contender.ts";

type Aead = (
  key: Uint8Array,
  nonce: Uint8Array,
) => {
  encrypt(plain: Uint8Array): Uint8Array;
  decrypt(sealed: Uint8Array): Uint8Array;
};

function noble(id: string, aead: Aead, nonceBytes: number): Contender {
  return {
    id,
    threads: 1,
    open({ data }) {
      const [key, nonce] = [randomBytes(32), randomBytes(nonceBytes)];
      let sealed: Uint8Array = new Uint8Array(0);
      return {
        encrypt() {
          sealed = aead(key, nonce).encrypt(data);
        },
        decrypt: () => [aead(key, nonce).decrypt(sealed)],
      };
    },
  };
}

/** Audited pure JavaScript: what a page without WebCrypto would use. */
export const nobleAesGcm: Contender = noble("noble-aes-256-gcm", gcm, 12);
export const nobleXChaCha: Contender = noble("noble-xchacha20-poly1305", xchacha20poly1305, 24);
