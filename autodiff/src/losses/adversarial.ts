import type { Operand, Tensor } from "../graph/tensor.ts";
import { softplus } from "../operators/activations.ts";
import { multiply, square, subtract } from "../operators/arithmetic.ts";
import { mean } from "../operators/reductions.ts";

/**
 * Least-squares adversarial loss (Mao et al. 2017): the mean squared distance of a judge's scores from
 * `target`, by custom 1 for "real" and 0 for "made".
 */
export function leastSquaresLoss(scores: Tensor, target: Operand): Tensor {
  return mean(square(subtract(scores, target)));
}

/**
 * Binary cross entropy in nats, of logits: log(2) for a judge who knows nothing.
 *
 * @param target 0 to 1, or a tensor of such
 */
export function binaryCrossEntropy(logits: Tensor, target: Operand): Tensor {
  return mean(subtract(softplus(logits), multiply(logits, target)));
}
