import { diffieHellman, generateKeyPairSync } from "node:crypto";

/** Times one X25519 key agreement of two parties, in milliseconds; the first is not counted. */
export function timeAgreement(): number {
  agree();
  const start = performance.now();
  agree();
  return performance.now() - start;
}

/** @throws {Error} where the two do not agree, which would be a fault of the platform */
function agree(): void {
  const [a, b] = [generateKeyPairSync("x25519"), generateKeyPairSync("x25519")];
  const ofA = diffieHellman({ privateKey: a.privateKey, publicKey: b.publicKey });
  const ofB = diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey });
  if (!ofA.equals(ofB)) throw new Error("expected one secret of both parties");
}
