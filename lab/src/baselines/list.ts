import type { Cipher } from "neuroveil/ciphers";
import { aes256Cbc, aes256Ctr, aes256Ecb, aes256Gcm } from "./aes.ts";
import { canary } from "./canary.ts";
import { cellularDense } from "./cellular-dense.ts";
import { chacha20Poly1305 } from "./chacha20-poly1305.ts";
import { singleDes, tripleDes } from "./des.ts";
import { henon } from "./henon.ts";
import { hyperchaos } from "./hyperchaos.ts";
import { logistic } from "./logistic.ts";
import { lorenz } from "./lorenz.ts";
import { permutationDiffusion } from "./permutation-diffusion.ts";
import { permutationOnly } from "./permutation-only.ts";
import { rc4 } from "./rc4.ts";
import { recurrentNarrow, recurrentTriangular } from "./recurrent-masks.ts";
import { rsaOaep } from "./rsa-oaep.ts";
import { xorReused } from "./xor-reused.ts";

/**
 * Standard and chaotic ciphers to compare with, and known-weak controls. A laboratory that keeps the
 * key and draws the `nonceBytes` at its end anew uses them as they are meant.
 */
export const baselines: readonly Cipher[] = [
  aes256Gcm,
  aes256Ctr,
  aes256Cbc,
  chacha20Poly1305,
  tripleDes,
  singleDes,
  rc4,
  rsaOaep,
  logistic,
  henon,
  lorenz,
  hyperchaos,
  aes256Ecb,
  permutationOnly,
  permutationDiffusion,
  xorReused,
  canary,
  cellularDense,
  recurrentNarrow,
  recurrentTriangular,
];
