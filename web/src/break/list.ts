import { text } from "../text/en.ts";

/** An attack that a visitor can start. */
export interface Demonstration {
  readonly id: keyof typeof text.break.attacks;
  /** Of the laboratory; "search" is the whole search of the canary's keys. */
  readonly attack: string;
  readonly cipher: string;
  /** What stands beside it, where that is not AES. */
  readonly beside?: string;
}

/** What is broken here, the own flagship first. */
export const demonstrations: readonly Demonstration[] = [
  { id: "flagship", attack: "tweak-cancellation", cipher: "hybrid-first", beside: "hybrid" },
  { id: "canary", attack: "search", cipher: "canary" },
  { id: "chain", attack: "permutation-diffusion", cipher: "permutation-diffusion" },
  { id: "keystream", attack: "keystream-reuse", cipher: "xor-reused" },
  { id: "convolution", attack: "impulse-response", cipher: "conv-single" },
  { id: "permutation", attack: "permutation", cipher: "permutation-only" },
];

/** What stands beside the others. */
export const standard = "aes-256-ctr";
