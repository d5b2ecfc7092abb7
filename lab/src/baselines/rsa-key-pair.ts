import { chacha20 } from "@noble/ciphers/chacha.js";
import { isProbablePrimeRSA } from "micro-rsa-dsa-dh/primality.js";
import type { PrivateKey, PublicKey } from "micro-rsa-dsa-dh/rsa.js";
import { gcd, invert, OS2IP } from "micro-rsa-dsa-dh/utils.js";

export const modulusBits = 2048;

const exponent = 65_537n;
const primeBytes = modulusBits / 16;

/**
 * The RSA-2048 key pair of a 32-byte seed: after FIPS 186-5, A.1.3, on the ChaCha20 keystreams of the seed,
 * one nonce a draw. The library's own generator draws its candidates from the platform, whatever
 * source it is given. Takes some tenths of a second.
 */
export function rsaKeyPair(seed: Uint8Array): {
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey;
} {
  let draws = 0;
  const draw = (length = primeBytes): Uint8Array => {
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(0, draws++);
    return chacha20(seed.slice(), nonce, new Uint8Array(length));
  };
  const prime = (): bigint => {
    for (;;) {
      const candidate = draw();
      // The two highest bits: the modulus has all its bits. The lowest: odd.
      candidate[0]! |= 0xc0;
      candidate[primeBytes - 1]! |= 1;
      const p = OS2IP(candidate);
      if (gcd(p - 1n, exponent) === 1n && isProbablePrimeRSA(p, draw)) return p;
    }
  };
  const [p, q] = [prime(), prime()];
  const n = p * q;
  return {
    publicKey: { n, e: exponent },
    privateKey: { n, d: invert(exponent, (p - 1n) * (q - 1n)) },
  };
}
