import type { Coupling } from "./coupling.ts";
import { nextCoupling } from "./keyed-layers.ts";
import { ParameterLattice } from "./parameter-lattice.ts";

/** The keyed parts of an adaptive template. */
export interface AdaptiveTemplate {
  /** Where the digest of the source plane starts, 32 words. */
  readonly start: Uint16Array;
  /** The first plane of the lattice that turns a digest into a template, 32 words. */
  readonly base: Uint16Array;
}

export function nextTemplate(lattice: ParameterLattice): AdaptiveTemplate {
  return { start: lattice.next(), base: lattice.next() };
}

/**
 * The template of one step: a small cellular network whose two first planes are key and digest. The
 * digest is of the plane that the step reads and does not change, so decrypting finds the same one.
 */
export function adaptedCoupling({ base }: AdaptiveTemplate, digest: Uint16Array): Coupling {
  const planes = new Uint8Array(2 * (base.length + digest.length));
  const view = new DataView(planes.buffer);
  for (const [i, word] of [...base, ...digest].entries()) view.setUint16(2 * i, word, true);
  return nextCoupling(new ParameterLattice(planes));
}
