import {
  add,
  adjacentCorrelation,
  avalancheLoss,
  divide,
  mean,
  meanSquaredError,
  minimum,
  multiply,
  slice,
  softEntropy,
  square,
  subtract,
  type Tensor,
} from "@neuroveil/autodiff";
import type { Settings } from "../../recipe.ts";

/** Samples less 128 as parts of their range. */
const range = 256;
const bins = 64;
const fullEntropy = Math.log2(bins);

/** What one step computes: [images, 3, side, side] each, samples less 128. */
export interface AutoencoderStep {
  readonly images: Tensor;
  readonly cipher: Tensor;
  readonly decrypted: Tensor;
  /** A part of the cipher samples whose histogram is like that of all. */
  readonly sampled: Tensor;
  /** Cipher images of the first half of the images under other keys. */
  readonly underOtherKeys: Tensor;
  /** What an adversary without the key makes of the cipher images. */
  readonly guess: Tensor;
}

/** The first half of the images (`from` 0), or as many from another one on. */
export function halfOf(x: Tensor, from = 0): Tensor {
  const [images = 0, ...rest] = x.shape;
  const none = rest.map(() => 0);
  return slice(x, [from, ...none], [from + Math.floor(images / 2), ...rest]);
}

/** The adversary's error as a part of that of whoever always answers with the mean sample. */
export function missed(guess: Tensor, images: Tensor): Tensor {
  const spread = mean(square(subtract(images, mean(images))));
  return divide(meanSquaredError(guess, images), add(spread, 1));
}

/** Weights of the losses. */
export type LossSetting = "entropy" | "security" | "correlation" | "avalanche" | "adversary";

/**
 * Reconstruction of the image, and what a cipher image should be: full entropy, no correlation of
 * neighbours, another one under another key, nothing for the adversary. Weights of all but the first
 * are settings; `security` multiplies those of the last three. Entropy keeps its weight, since without
 * it the cipher image shrinks to a few levels, and what their rounding costs has no gradient.
 *
 * @returns the loss and its parts, by name
 */
export function autoencoderLoss(
  settings: Settings<LossSetting>,
  { images, cipher, decrypted, sampled, underOtherKeys, guess }: AutoencoderStep,
): Readonly<Record<"loss", Tensor>> & Readonly<Record<string, Tensor>> {
  const error = meanSquaredError(multiply(decrypted, 1 / range), multiply(images, 1 / range));

  const entropy = softEntropy(sampled, { bins, low: -128, high: 127 });
  const correlation = adjacentCorrelation(multiply(cipher, 1 / range));

  const avalanche = avalancheLoss(
    multiply(halfOf(cipher), 1 / range),
    multiply(underOtherKeys, 1 / range),
  );

  const adversaryMisses = missed(guess, images);
  const known = square(subtract(1, minimum(adversaryMisses, 1)));

  const weighted = (x: Tensor, weight: "correlation" | "avalanche" | "adversary"): Tensor =>
    multiply(x, settings.security * settings[weight]);
  const loss = [
    error,
    multiply(subtract(1, multiply(entropy, 1 / fullEntropy)), settings.entropy),
    weighted(correlation, "correlation"),
    weighted(avalanche, "avalanche"),
    weighted(known, "adversary"),
  ].reduce((total, part) => add(total, part));
  return { loss, error, entropy, correlation, avalanche, adversaryMisses };
}
