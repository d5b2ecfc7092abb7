// Written by `npm run attacks:record`; do not edit.
import type { CipherRecord } from "../attack-page.ts";

/** What the recorded run of `neuroveil attack --cipher all` found, by cipher. */
export const recorded: Readonly<Record<string, CipherRecord>> = {
  "aes-256-gcm": {
    "brokenBy": [
      "keystream-reuse",
      "affine",
      "neural-known-plaintext",
      "local-change",
      "repeated-output",
      "altered-cipher-image",
      "local-change-backward"
    ],
    "stood": [
      "brute-force",
      "ciphertext-only",
      "codebook",
      "distant-tiles",
      "state-collision",
      "permutation",
      "permutation-diffusion",
      "key-vector-collision",
      "equivalent-keys"
    ]
  },
  "aes-256-ctr": {
    "brokenBy": [
      "keystream-reuse",
      "affine",
      "neural-known-plaintext",
      "local-change",
      "repeated-output",
      "altered-cipher-image",
      "local-change-backward"
    ],
    "stood": [
      "brute-force",
      "ciphertext-only",
      "codebook",
      "distant-tiles",
      "state-collision",
      "permutation",
      "permutation-diffusion",
      "equivalent-keys"
    ]
  },
  "conv-multi": {
    "brokenBy": [],
    "stood": [
      "brute-force",
      "ciphertext-only",
      "codebook",
      "distant-tiles",
      "state-collision",
      "keystream-reuse",
      "permutation",
      "permutation-diffusion",
      "affine",
      "neural-known-plaintext",
      "local-change",
      "repeated-output",
      "key-vector-collision",
      "altered-cipher-image",
      "local-change-backward",
      "reduced-rounds",
      "equivalent-keys"
    ]
  },
  "xor-reused": {
    "brokenBy": [
      "keystream-reuse",
      "affine",
      "neural-known-plaintext",
      "local-change",
      "repeated-output",
      "altered-cipher-image",
      "local-change-backward"
    ],
    "stood": [
      "brute-force",
      "ciphertext-only",
      "codebook",
      "distant-tiles",
      "state-collision",
      "permutation",
      "permutation-diffusion",
      "equivalent-keys"
    ]
  },
  "hybrid-first": {
    "brokenBy": [
      "tweak-cancellation",
      "local-change-backward"
    ],
    "stood": [
      "brute-force",
      "ciphertext-only",
      "codebook",
      "distant-tiles",
      "state-collision",
      "keystream-reuse",
      "permutation",
      "permutation-diffusion",
      "affine",
      "neural-known-plaintext",
      "local-change",
      "repeated-output",
      "key-vector-collision",
      "altered-cipher-image",
      "equivalent-keys"
    ]
  },
  "hybrid": {
    "brokenBy": [
      "altered-cipher-image",
      "local-change-backward"
    ],
    "stood": [
      "brute-force",
      "ciphertext-only",
      "codebook",
      "distant-tiles",
      "tweak-cancellation",
      "state-collision",
      "keystream-reuse",
      "permutation",
      "permutation-diffusion",
      "affine",
      "neural-known-plaintext",
      "local-change",
      "repeated-output",
      "key-vector-collision",
      "equivalent-keys"
    ]
  }
};

/** How it was run. */
export const recordedWith = {"seed":1,"seconds":2,"version":"0.1.0"} as const;
