import {
  add,
  binaryCrossEntropy,
  concatenate,
  convolutionLayer,
  dense,
  leakyRelu,
  mean,
  multiply,
  sign,
  split,
  square,
  subtract,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";

/**
 * The discriminator's logit that images are noise: two convolutions of stride 2, means and mean squares of what
 * they find, and what these weigh.
 *
 * @param x [images, channels, height, width], about -1 to 1
 * @returns [images, 1]
 */
export function discriminator(scope: Scope, x: Tensor): Tensor {
  const edges = leakyRelu(convolutionLayer(scope.child("0"), x, 16, { stride: 2 }));
  const shapes = leakyRelu(convolutionLayer(scope.child("1"), edges, 24, { stride: 2 }));
  const over = { axes: [2, 3] };
  const found = concatenate([mean(shapes, over), mean(square(shapes), over)], 1);
  return dense(scope.child("2"), found, 1);
}

/** What a discriminator gets wrong, and the part of its verdicts that are right. */
export interface DiscriminatorLoss {
  /** Binary cross entropy, log(2) by guessing. */
  readonly loss: Tensor;
  /** 1/2 by guessing. */
  readonly right: Tensor;
}

/** Of logits of as many real images of noise as made ones, the real ones first. */
export function discriminatorLoss(logits: Tensor): DiscriminatorLoss {
  const images = logits.shape[0]! / 2;
  const [real, made] = split(logits, 0, [images, images]) as [Tensor, Tensor];
  const loss = multiply(add(binaryCrossEntropy(real, 1), binaryCrossEntropy(made, 0)), 0.5);
  const margin = multiply(subtract(mean(sign(real)), mean(sign(made))), 0.25);
  return { loss, right: add(margin, 0.5) };
}
