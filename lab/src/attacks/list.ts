import { NeuroveilError } from "neuroveil/errors";
import { affine } from "./affine.ts";
import { alteredCipherImage } from "./altered-cipher-image.ts";
import type { Attack } from "./attack.ts";
import { blockKey } from "./block-key.ts";
import { blockRegression } from "./block-regression.ts";
import { bruteForce } from "./brute-force.ts";
import { codebook } from "./codebook.ts";
import { keyVectorCollision } from "./key-vector-collision.ts";
import { keystreamReuse } from "./keystream-reuse.ts";
import { localChange } from "./local-change.ts";
import { oneByte } from "./one-byte.ts";
import { permutationDiffusion } from "./permutation-diffusion.ts";
import { permutation } from "./permutation.ts";
import { ciphertextOnly } from "./ciphertext-only.ts";
import { distantTiles } from "./distant-tiles.ts";
import { equivalentKeys } from "./equivalent-keys.ts";
import { foldedValues } from "./folded-values.ts";
import { foreignKey } from "./foreign-key.ts";
import { exchangedHalves } from "./exchanged-halves.ts";
import { guessAndDetermine } from "./guess-and-determine.ts";
import { integerRelation } from "./integer-relation.ts";
import { jigsaw } from "./jigsaw.ts";
import { learnedDistinguisher } from "./learned-distinguisher.ts";
import { linearisation } from "./linearisation.ts";
import { localChangeBackward } from "./local-change-backward.ts";
import { mutualInformation } from "./mutual-information.ts";
import { neuralKnownPlaintext } from "./neural-known-plaintext.ts";
import { reducedRounds } from "./reduced-rounds.ts";
import { repeatedOutput } from "./repeated-output.ts";
import { stateCollision } from "./state-collision.ts";
import { tweakCancellation } from "./tweak-cancellation.ts";

/** Every attack of the laboratory; a new one is a file, a line here and a row of docs/attacks.md. */
export const attacks: readonly Attack[] = [
  bruteForce,
  ciphertextOnly,
  learnedDistinguisher,
  mutualInformation,
  foreignKey,
  codebook,
  oneByte,
  distantTiles,
  jigsaw,
  foldedValues,
  blockRegression,
  tweakCancellation,
  stateCollision,
  guessAndDetermine,
  linearisation,
  keystreamReuse,
  permutation,
  permutationDiffusion,
  affine,
  blockKey,
  neuralKnownPlaintext,
  localChange,
  repeatedOutput,
  keyVectorCollision,
  alteredCipherImage,
  localChangeBackward,
  exchangedHalves,
  reducedRounds,
  integerRelation,
  equivalentKeys,
];

/** @throws {NeuroveilError} "usage" for an id that is not in the list */
export function attackById(id: string): Attack {
  const found = attacks.find((attack) => attack.id === id);
  if (found !== undefined) return found;
  const ids = attacks.map((attack) => attack.id).join(", ");
  throw new NeuroveilError("usage", { expected: `an attack, one of ${ids}`, got: `"${id}"` });
}
