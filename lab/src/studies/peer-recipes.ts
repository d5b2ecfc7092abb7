/** A cipher of a public project: where its code is, and what it takes to run it. None of it is in here. */
export interface PeerRecipe {
  /** Of its cipher, as the adapter gives it. */
  readonly id: string;
  /** On GitHub: owner and name. */
  readonly repository: string;
  readonly commit: string;
  readonly licence: string;
  /** What it is after, as the project says. */
  readonly source: string;
  /** What Python needs, as packages of Debian. */
  readonly needs: readonly string[];
  /** In `lab/peers`: a program of ours that calls the project's own functions. */
  readonly adapter: string;
  /** What the adapter had to decide. */
  readonly note: string;
}

const chaotic = {
  repository: "nfejes/chaotic-image-encryption",
  commit: "c7b7bc8230e4b18227a27e5e19f2588766b3f53b",
  licence: "MIT",
  needs: ["python3-numpy"],
} as const;

export const peerRecipes: readonly PeerRecipe[] = [
  {
    id: "arnold-dna",
    repository: "hanbo-fan/chaos-dna-image-crypto",
    commit: "bd3bde9e589ccdb0860f18749098354405ef22c5",
    licence: "Apache-2.0",
    source: "Arnold's cat map, DNA coding, a logistic map's mask in a chain",
    needs: ["python3-numpy", "python3-numba"],
    adapter: "arnold_dna.py",
    note: "its random IV is the nonce, of 8 bits; square images",
  },
  {
    id: "bit-level-pwlcm",
    repository: "pigeoner/A_novel_bit-level_image_encryption_algorithm_based_on_chaotic_maps",
    commit: "f6b5f9160ebfacf6013e2e5e46d7154c81048fbd",
    licence: "MIT",
    source:
      "bits of the planes swapped by two piecewise linear chaotic maps (after Xu et al. 2016)",
    needs: ["python3-numpy", "python3-opencv", "python3-matplotlib"],
    adapter: "bit_level.py",
    note: "two bits of the image that it saves beside the key are the key vector; sums of NumPy made integers; with files read and written",
  },
  {
    ...chaotic,
    id: "huang-chebyshev",
    source:
      "Chebyshev maps scramble rows and columns, masks and a chain follow, three rounds (after Huang 2012)",
    adapter: "huang.py",
    note: "rounds and transients of the project's own test; a function of NumPy replaced that refuses today what it took in 2015",
  },
  {
    ...chaotic,
    id: "pisarchik-logistic",
    source:
      "a chain of logistic maps over the samples, three rounds (after Pisarchik 2006, discrete)",
    adapter: "pisarchik.py",
    note: "steps and rounds of the project's own test; 8 bits a sample in place of its 32, which no cipher image of the same size holds",
  },
  {
    id: "rubik-cube",
    repository: "dannyi96/Image-Cryptography",
    commit: "853765c2b387f67c7ef3173f66adf5ac65970268",
    licence: "MIT (setup.py)",
    source: "rows and columns rolled and masked, ten rounds (Rubik's cube, after Loukhaoukha 2012)",
    needs: ["python3-numpy", "python3-pil"],
    adapter: "rubik.py",
    note: "its key is a byte for every row and column, here stretched from 32 bytes by SHAKE256, so that key sensitivity and key bits are the hash's; gray as one of three equal channels, which takes three times as long; square images",
  },
];
