import { ciphers, type Cipher } from "neuroveil/ciphers";
import { cipherFingerprint } from "../../attacks/cipher-fingerprint.ts";
import { baselines } from "../../baselines/list.ts";

/** The survey's families, in the order of its tables. */
export const families = ["chaotic", "convolutional", "gan", "cellular"] as const;
export type FamilyId = (typeof families)[number];

/** What stands beside them: the hybrid networks, and ciphers of which the answers are known. */
type Group = FamilyId | "hybrid" | "zero line";

/** A variant of a family, or a row beside them. */
export interface Member {
  readonly cipher: Cipher;
  readonly group: Group;
}

/** A sound stream and block chain, and controls that are weak in one way each. */
const zeroLines = new Set([
  "aes-256-ctr",
  "aes-256-cbc",
  "aes-256-ecb",
  "permutation-only",
  "permutation-diffusion",
  "xor-reused",
  "canary",
]);

/** All variants that the library has, family by family, then what stands beside them. */
export const members: readonly Member[] = [
  ...[...families, "hybrid" as const].flatMap((group) =>
    ciphers.filter(({ family }) => family === group).map((cipher) => ({ cipher, group })),
  ),
  ...baselines
    .filter(({ id }) => zeroLines.has(id))
    .map((cipher) => ({ cipher, group: "zero line" as const })),
];

/** One of every kind, for a quick run. */
const few = new Set([
  "hopfield-conv-literal",
  "cnse",
  "conv-single",
  "conv-multi",
  "gan-perturbation",
  "gan-exact",
  "cellular-discrete",
  "cellular-adaptive-literal",
  "hybrid",
  "aes-256-ctr",
]);

export function measuredMembers(quick: boolean): readonly Member[] {
  return quick ? members.filter(({ cipher }) => few.has(cipher.id)) : members;
}

export function memberById(id: string): Member | undefined {
  return members.find(({ cipher }) => cipher.id === id);
}

const versionDigits = 12;

/** What tells a cipher from what it was before a change: the start of its fingerprint, by id. */
export async function versionsOf(
  measured: readonly Member[],
): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const { cipher } of measured)
    versions.set(cipher.id, (await cipherFingerprint(cipher)).slice(0, versionDigits));
  return versions;
}
