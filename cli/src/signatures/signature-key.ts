import { namespace, sshKeygen } from "./ssh-keygen.ts";

/** Which key made a signature, whoever has that key. */
export interface SignatureKey {
  /** "ED25519", "RSA", "ED25519-SK"… */
  readonly kind: string;
  /** "SHA256:…", as OpenSSH writes it. */
  readonly fingerprint: string;
}

/**
 * The key by which a signature over these very bytes was made.
 * @param file of the signature
 * @returns why it is none, in words of `ssh-keygen`, when it is not
 * @throws {NeuroveilError} "unsupported" without `ssh-keygen`
 */
export async function signatureKey(
  file: string,
  bytes: Uint8Array,
): Promise<SignatureKey | string> {
  const ran = await sshKeygen(["-Y", "check-novalidate", "-n", namespace, "-s", file], bytes);
  return (ran.ok ? keyIn(ran.stdout.toString()) : undefined) ?? ran.said[0] ?? "";
}

/** The key in what `ssh-keygen` prints of a good signature; at the end, names of signers stand before. */
export function keyIn(printed: string): SignatureKey | undefined {
  const [, kind, fingerprint] = / with (\S+) key (SHA256:\S{43})\s*$/.exec(printed) ?? [];
  return kind !== undefined && fingerprint !== undefined ? { kind, fingerprint } : undefined;
}
