import type { Flow } from "../../chaos/flow.ts";
import { openOrbits } from "../../kernels/flows/open-orbits.ts";
import type { Orbits, OrbitSource } from "../../chaos/orbits.ts";
import { wordsOf } from "../../chaos/words.ts";
import { keyVectorBytes } from "../../layers/image-digest.ts";
import { drawnBytes, maskMemory, readMask, type Mask } from "../../layers/mask.ts";
import type { Transform } from "../../layers/transform.ts";
import type { Cipher } from "../cipher.ts";
import { keyVectorOf, movedBy } from "./image-orbits.ts";
import { orbitKey, type KeyedModulation } from "./orbit-key.ts";
import type { Pace } from "./pace.ts";
import { wholeImage } from "./whole-image.ts";

/** Two vectors of two, so that the processor has enough to do at once. */
const usualOrbits = 4;

const pieceBytes = 1 << 16;
/** Of the time that a cipher takes, what its orbits do. */
const orbitShare = 0.9;

export interface FlowCipherRow extends Pick<Cipher, "id" | "source"> {
  /** Default "chaotic". */
  readonly family?: Cipher["family"];
  readonly flow: Flow;
  /** Orbits side by side: 2, 4, 6 or 8, default 4. */
  readonly orbitCount?: number;
  /** Parameters of the network that chaotic maps move from sample to sample. */
  readonly modulations?: readonly KeyedModulation[];
  /** A scheme of layers/transform.ts, or one that also looks at the orbits' bare states. */
  readonly scheme: (mask: Mask, word: () => number, source: OrbitSource) => Transform;
  /** Rounds or passes of the scheme. */
  readonly rounds: number;
  /** What else the scheme is made of. */
  readonly parameters?: Cipher["parameters"];
}

/** A cipher on a flow, and the flow itself. */
export interface FlowCipher extends Cipher {
  /** The orbits under a native key, for a laboratory that looks at their bare bytes. */
  readonly orbits: (key: Uint8Array) => Orbits;
}

/** A cipher whose permutations, S-boxes and mask are the bytes of a chaotic network's orbits. */
export function flowCipher(row: FlowCipherRow): FlowCipher {
  const { id, family = "chaotic", source, flow, modulations = [], scheme, rounds } = row;
  const { orbitCount = usualOrbits, parameters } = row;
  const { orbits, ...key } = orbitKey(flow, orbitCount, modulations);
  const { h, stepsPerSample, transientSamples } = flow;
  const drawn = (native: Uint8Array, bytes: number, pace: Pace): Promise<Transform> =>
    draw(scheme, orbits(native), bytes, pace);
  const cipher = wholeImage({
    id,
    family,
    status: "cipher",
    source,
    parameters: { rounds, orbits: orbitCount, h, stepsPerSample, transientSamples, ...parameters },
    ...key,
    keyVectorBytes,
    encryptBytes: async (data, native, pace) => {
      const keyVector = await keyVectorOf(data, orbits(native));
      const transform = await drawn(movedBy(native, keyVector), data.length, pace);
      transform.encrypt(data);
      return keyVector;
    },
    decryptBytes: async (data, native, keyVector, pace) => {
      const transform = await drawn(movedBy(native, keyVector), data.length, pace);
      transform.decrypt(data);
      return await keyVectorOf(data, orbits(native));
    },
  });
  return { ...cipher, orbits };
}

/** Mask first, then the words of the scheme: no byte of the orbits is used twice. */
async function draw(
  scheme: FlowCipherRow["scheme"],
  orbits: Orbits,
  bytes: number,
  pace: Pace,
): Promise<Transform> {
  const source = await openOrbits(orbits);
  const memory = maskMemory(bytes);
  const drawn = drawnBytes(bytes);
  for (let at = 0; at < drawn; at += pieceBytes) {
    source.read(memory.subarray(at, Math.min(drawn, at + pieceBytes)));
    await pace((orbitShare * at) / drawn);
  }
  return scheme(readMask(memory, bytes), wordsOf(source), source);
}
