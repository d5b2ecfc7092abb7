import { ciphers, type Cipher } from "neuroveil/ciphers";
import { baselines } from "../../baselines/list.ts";

/** The rows of the study in their order: the hybrid ciphers, what they are compared with, the families. */
const ids = [
  "hybrid",
  "hybrid-first",
  "hybrid-literal",
  "hybrid-autoencoder",
  "cnn-only",
  "aes-256-ctr",
  "des",
  "3des",
  "rc4",
  "rsa-oaep",
  "chacha20-poly1305",
  "logistic",
  "henon",
  "lorenz",
  "hyperchaos",
  "hopfield-conv",
  "cellular-discrete",
  "conv-multi",
  "gan-exact",
  "gan-direct",
  "conv-autoencoder",
] as const;

/** Rows of a quick run: the flagship, its ablation, the yardstick, and one that loses. */
const few: ReadonlySet<string> = new Set(["hybrid", "hybrid-literal", "cnn-only", "aes-256-ctr"]);

/** Chosen before anything was measured. */
export function hybridRows(quick: boolean): readonly Cipher[] {
  const all = [...ciphers, ...baselines];
  return ids
    .filter((id) => !quick || few.has(id))
    .map((id) => all.find((cipher) => cipher.id === id)!);
}

/** Those of this project, which may still change; baselines are other people's. */
export function formed(rows: readonly Cipher[]): readonly Cipher[] {
  return rows.filter((row) => ciphers.some(({ id }) => id === row.id));
}
