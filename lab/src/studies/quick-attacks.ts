import type { Attack } from "../attacks/attack.ts";
import { attackById } from "../attacks/list.ts";

/** Attacks that ask for few and small images, so that ciphers of kilobytes a second can be asked. */
export const quickAttacks: readonly Attack[] = [
  "brute-force",
  "foreign-key",
  "codebook",
  "folded-values",
  "keystream-reuse",
  "permutation",
  "permutation-diffusion",
  "block-key",
  "local-change",
  "altered-cipher-image",
  "local-change-backward",
  "equivalent-keys",
].map((id) => attackById(id));
