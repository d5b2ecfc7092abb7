import { adaptedCoupling, nextTemplate } from "../../layers/adaptive-template.ts";
import { nextShuffle } from "../../layers/keyed-layers.ts";
import { latticeKeyBytes, ParameterLattice } from "../../layers/parameter-lattice.ts";
import type { Cipher } from "../cipher.ts";
import { latticeCipher } from "../kinds/lattice-cipher.ts";
import { coupling, shuffling } from "../kinds/lattice-layers.ts";

/** One more than cellular-adaptive takes to reach all cells, were templates to depend on all of them. */
const steps = 4;

/**
 * A cellular network whose templates follow from the plain image's mean, as a known-weak control. The
 * mean must be sent along, and images of one mean have the same templates: what differs between two of
 * them spreads no farther than a few steps carry it.
 */
export const cellularAdaptiveLiteral: Cipher = latticeCipher({
  id: "cellular-adaptive-literal",
  family: "cellular",
  status: "known-weak",
  literal: true,
  source:
    "the survey of four networks, section 2.2 (3): templates adjusted to image and key, as most papers would, by the plain image's mean, which goes with the cipher image; weak: images of one mean have the same templates",
  parameters: { steps, template: "3 x 3", meanBits: 8 },
  nativeKey: {
    bytes: latticeKeyBytes,
    description:
      "X(0) and X(1) of the lattice that gives templates' bases and permutations: 2 x 32 words of 16 bits (little-endian), step 1; no equivalent keys are known",
  },
  keySpace: "2^(2 * 32 * 16) initial planes; 2^256 when derived from a content key",
  keyVector: { bytes: 1, of: (data) => Uint8Array.of(meanOf(data)) },
  network: (key, _shape, [mean]) => {
    const lattice = new ParameterLattice(key);
    const all = Array.from({ length: steps }, (_, t) => {
      const template = nextTemplate(lattice);
      const digest = new Uint16Array(template.start.length).fill(mean!);
      return [
        coupling(t % 2 === 0 ? 0 : 1, adaptedCoupling(template, digest)),
        shuffling(nextShuffle(lattice)),
      ];
    });
    return { layers: all.flat() };
  },
});

/** Of all bytes, rounded down. */
function meanOf(data: Uint8Array): number {
  let sum = 0;
  for (const byte of data) sum += byte;
  return Math.floor(sum / data.length);
}
