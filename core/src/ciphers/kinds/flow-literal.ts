import type { Flow } from "../../chaos/flow.ts";
import { literalByte } from "../../chaos/literal-byte.ts";
import { openOrbits } from "../../kernels/flows/open-orbits.ts";
import type { OrbitSource } from "../../chaos/orbits.ts";
import type { Cipher } from "../cipher.ts";
import { orbitKey } from "./orbit-key.ts";
import type { FlowCipherRow } from "./flow-cipher.ts";
import { maskCipher } from "./whole-image.ts";

const h = 0.001;
const discardedSteps = 1000;
/** Steps for which the parameters stay as they are. */
const stepsPerMove = 25;
/** The coordinate that is read, x2. */
const coordinate = 1;
const pieceBytes = 1 << 16;

export interface FlowLiteralRow extends Pick<
  FlowCipherRow,
  "id" | "family" | "source" | "flow" | "modulations"
> {
  /** What a byte and a byte of the orbit give; it undoes itself. Default: their exclusive or. */
  readonly combine?: (byte: number, mask: number, orbit: OrbitSource) => number;
}

/** A cipher's flow used as most papers use theirs; what it shares with the cipher is the network. */
export function flowLiteral(row: FlowLiteralRow): Cipher {
  const { id, family = "chaotic", source, modulations } = row;
  const { combine = (byte: number, mask: number): number => byte ^ mask } = row;
  const flow: Flow = { ...row.flow, h, stepsPerSample: 1, transientSamples: 0 };
  const { orbits, ...key } = orbitKey(flow, 1, modulations);
  return maskCipher({
    id,
    family,
    status: "known-weak",
    literal: true,
    source: `${source}; the literature's recipe: one orbit, floor(|x2| 10^14) mod 256 at every step of 0.001 after 1,000 discarded ones, XORed to the image; weak: finite differences of the mask show it, and it ignores the image`,
    parameters: { rounds: 1, orbits: 1, h, stepsPerSample: 1, transientSamples: discardedSteps },
    ...key,
    addMask: async (data, native, pace) => {
      const orbit = await openOrbits(orbits(native));
      for (let step = -discardedSteps; step < data.length; step++) {
        orbit.next(step % stepsPerMove === 0);
        if (step < 0) continue;
        data[step] = combine(data[step]!, literalByte(orbit.coordinate(0, coordinate)), orbit);
        if (step % pieceBytes === 0) await pace(step / data.length);
      }
    },
  });
}
