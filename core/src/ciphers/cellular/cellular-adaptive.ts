import { nextTemplate } from "../../layers/adaptive-template.ts";
import { nextShuffle } from "../../layers/keyed-layers.ts";
import { latticeKeyBytes, ParameterLattice } from "../../layers/parameter-lattice.ts";
import type { Cipher } from "../cipher.ts";
import { latticeCipher } from "../kinds/lattice-cipher.ts";
import { adaptiveCoupling, shuffling } from "../kinds/lattice-layers.ts";

/** A change has reached all cells after three: each template depends on the whole plane it reads. */
export const adaptiveSteps = 8;

/**
 * A cellular network whose templates adapt to the image: that of step t follows from the key and from
 * a digest of X(t), the plane that the step reads. Decrypting holds X(t) too when it undoes the step,
 * so nothing has to be sent beside the cipher image.
 */
export const cellularAdaptive: Cipher = cellularAdaptiveOfSteps(adaptiveSteps);

/** The same with another number of steps, for studies. */
export function cellularAdaptiveOfSteps(steps: number): Cipher {
  return latticeCipher({
    id: "cellular-adaptive",
    family: "cellular",
    status: "cipher",
    source:
      "the survey of four networks, section 2.2 (3): templates adjusted to image and key, in second-order form, the template of a step from a keyed digest of the plane that it reads",
    parameters: { steps, template: "3 x 3", digestBits: 512 },
    nativeKey: {
      bytes: latticeKeyBytes,
      description:
        "X(0) and X(1) of the lattice that gives digests' starts, templates' bases and permutations: 2 x 32 words of 16 bits (little-endian), step 1; no equivalent keys are known",
    },
    keySpace: "2^(2 * 32 * 16) initial planes; 2^256 when derived from a content key",
    network: (key) => {
      const lattice = new ParameterLattice(key);
      const all = Array.from({ length: steps }, (_, t) => [
        adaptiveCoupling(t % 2 === 0 ? 0 : 1, nextTemplate(lattice)),
        shuffling(nextShuffle(lattice)),
      ]);
      return { layers: all.flat(), digestStart: lattice.next() };
    },
  });
}
