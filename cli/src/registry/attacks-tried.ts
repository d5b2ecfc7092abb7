/**
 * What has been tried against a cipher and with what outcome; the page named at the end has the figures
 * and the commands behind them. Every id of the registry has a line, which a test holds it to: a status
 * says little without it.
 */
export function attacksTried(id: string): string | undefined {
  return Object.hasOwn(tried, id) ? tried[id] : undefined;
}

const searched =
  "all metrics at 100 places, 10,000 native keys, finite differences, NIST SP 800-22: nothing found in its form of two rounds";
const relation =
  "an integer relation over 30 samples told its bare orbits from random ones while they lay closer (cellular-dense), and does so no more";
const searchedKeys =
  "all metrics at 100 places, 10,000 native keys, NIST SP 800-22: nothing found; images with one key vector: found with 2^-11, mended (docs/attacks.md)";
const alteredBytes =
  "altered cipher images: decrypt to noise, which the key vector refuses (in its first form three of them gave the picture away); images with one key vector: found with 2^-11, mended (docs/attacks.md)";
const standard = "what cryptology has tried in public for decades; see its standard";
const literal =
  "finite differences of its mask: found in 20,000 bytes; one known picture gives the mask under a repeated nonce (docs/chaotic.md)";
const literalCellular =
  "finite differences of its mask: found in 20,000 bytes (docs/continuous-cellular.md)";
const map =
  "one known picture of a size gives the mask of all: it ignores the image; orbits and merging keys were measured (docs/key-sensitivity.md)";

const tried: Readonly<Record<string, string>> = {
  hybrid:
    "what felled its predecessor (cancelled tweaks, colliding states): nothing found; an independent attack of an hour and a quarter on its specification found a parity of 2^-50.7 in its masks, which was mended, and nothing else (differences, bit pairs, related masks, trails); a second one of an hour and a half on the mended cipher found nothing. Opened unverified, every tile falls to three queries (docs/hybrid.md)",
  "cnn-only": `pairs of images with one pooled sum, cancelled tweaks: nothing found. Opened unverified, every tile falls to three queries (docs/hybrid.md)`,
  "hybrid-first":
    "broken: one chosen image gives half of a tile away, at a fresh key and nonce; state collisions give an equivalent key of its masks. Metrics, NIST SP 800-22 and dieharder had found nothing (docs/hybrid-first.md)",
  "cnn-only-first":
    "broken in part: pairs of different images share a key vector under every key, so that it confirms nothing (docs/hybrid-first.md)",
  "hybrid-literal": "a wrong key: decrypts all but the beginning (docs/hybrid.md)",
  "hybrid-autoencoder":
    "a wrong key: decrypts about as well as the right one; so does a network trained without any (docs/models/hybrid-autoencoder.md)",
  "hopfield-weights": `${searched} (docs/chaotic.md); ${alteredBytes}`,
  "hopfield-input": `${searched} (docs/chaotic.md); ${alteredBytes}`,
  "hopfield-input-feedback": `${searched}; images of at most 16 bytes under a repeated nonce: have one mask, which a network learned (docs/attacks.md, docs/chaotic.md)`,
  "hopfield-conv": `${searched} (docs/chaotic.md)`,
  "hopfield-memristive": `${searched} (docs/chaotic.md); ${alteredBytes}`,
  "hopfield-colour": `${searched} (docs/chaotic.md); ${alteredBytes}`,
  "hopfield-weights-literal": literal,
  "hopfield-input-literal": literal,
  "hopfield-conv-literal": literal,
  "hopfield-memristive-literal": literal,
  "hopfield-colour-literal": literal,
  cnse: "one known picture: gives the mask of all others (docs/chaotic.md)",
  "cellular-continuous": `${searched}; ${relation} (docs/continuous-cellular.md); ${alteredBytes}`,
  "cellular-continuous-literal": literalCellular,
  "cellular-dna": `${searched}; ${relation} (docs/continuous-cellular.md); ${alteredBytes}`,
  "cellular-dna-literal": `${literalCellular}; the cipher images of black, a and b give the picture a xor b`,
  "cellular-dual": `${searched}; ${relation} (docs/continuous-cellular.md); ${alteredBytes}`,
  "cellular-medical": `${searched}; ${relation} (docs/continuous-cellular.md); ${alteredBytes}`,
  "cellular-discrete": `${searchedKeys} (docs/convolutional-and-cellular.md)`,
  "cellular-adaptive": `${searchedKeys}; a digest of a plane that chosen changes left alone: mended (docs/convolutional-and-cellular.md)`,
  "cellular-adaptive-literal":
    "two pictures of one mean: most of their cipher images are equal (docs/convolutional-and-cellular.md)",
  "conv-single":
    "two chosen pictures: give the key, as the layer is affine (docs/convolutional-and-cellular.md)",
  "conv-multi": `${searchedKeys}; with four rounds the metrics refuse it (docs/convolutional-and-cellular.md)`,
  "conv-hybrid": `${searchedKeys} (docs/convolutional-and-cellular.md)`,
  "conv-autoencoder":
    "a network trained on cipher images without key: recovers coarse shapes; pairs under one key: give differences of pictures (docs/models/conv-autoencoder.md)",
  "gan-exact": `${searchedKeys} (docs/models/gan-exact.md)`,
  "gan-perturbation":
    "keys next to the right one: decrypt most bytes; a discriminator tells its mask from noise (docs/models/gan-perturbation.md)",
  "gan-direct":
    "a discriminator trained anew: tells its cipher images from noise; an eavesdropper without key recovers coarse shapes (docs/models/gan-direct.md)",
  "gan-distribution":
    "a network trained without key: recovers more than the mean colour; a discriminator tells its cipher images from noise (docs/models/gan-distribution.md)",
  "block-scrambling":
    "a jigsaw puzzle solver: puts a good part of the picture together, from the cipher image alone; one known picture: gives the key (docs/perceptual.md)",
  "learnable-blocks":
    "some hundred known blocks of a picture: give all others of it (docs/perceptual.md)",
  "learnable-pixels":
    "folding its values: shows outlines, from the cipher image alone; one known gray picture: gives the mask (docs/perceptual.md)",
  "aes-256-gcm": standard,
  "aes-256-ctr": standard,
  "aes-256-cbc": standard,
  "chacha20-poly1305": standard,
  "3des": standard,
  des: "trying all of its keys: done in public in 1998, in days",
  rc4: "statistics of many keystreams: recover texts that are sent again and again (Mantin and Shamir 2001 and after)",
  "rsa-oaep": standard,
  logistic: map,
  henon: map,
  lorenz: map,
  hyperchaos:
    "the three chosen pictures that break permutation-diffusion: fail, as its chain is not linear; altered cipher images, opened unverified: give the picture away",
  "aes-256-ecb": "looking at it: equal blocks encrypt alike",
  "permutation-only": "a few chosen pictures: give the permutation (Jolfaei et al. 2016)",
  "permutation-diffusion":
    "two or three chosen pictures: give permutation and keystream (Hu et al. 2020)",
  "xor-reused": "one known picture: gives the mask of all others",
  "cellular-dense":
    "an integer relation over 30 samples: tells its bare orbits from random bytes, which its cipher images do not show (docs/continuous-cellular.md)",
  "recurrent-narrow":
    "guessing three of its four words: gives the state, and all later masks, in seconds (docs/attacks.md)",
  "recurrent-triangular":
    "linear equations, a level of bits after the other: give its 1,024 bits of state from eight outputs (docs/attacks.md)",
  canary: "trying all 65,536 keys: takes seconds; every metric had passed it (docs/analyze.md)",
};
