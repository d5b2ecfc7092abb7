import { openOrbits } from "../chaos/open-orbits.ts";
import type { Orbits } from "../chaos/orbits.ts";
import { wordsOf } from "../chaos/words.ts";
import {
  decryptRounds,
  drawTables,
  encryptRounds,
  keyRounds,
  maskBytes,
  rounds,
  type KeyedRound,
} from "../layers/keyed-round.ts";
import type { Cipher } from "./cipher.ts";
import { orbitKey, type KeyedModulation } from "./orbit-key.ts";
import type { Pace } from "./pace.ts";
import { wholeImage } from "./whole-image.ts";
import type { Flow } from "../chaos/flow.ts";

/** Orbits side by side: two vectors of two, so that the processor has enough to do at once. */
const orbitCount = 4;
const pieceBytes = 1 << 16;

export interface FlowCipherRow {
  readonly id: string;
  readonly source: string;
  readonly flow: Flow;
  /** Parameters of the network that chaotic maps move from sample to sample. */
  readonly modulations?: readonly KeyedModulation[];
}

/**
 * A cipher on a chaotic network: the bytes of its orbits draw permutations and S-boxes and mask two
 * rounds of permutation and diffusion.
 */
export function flowCipher({ id, source, flow, modulations = [] }: FlowCipherRow): Cipher {
  const { orbits, ...key } = orbitKey(flow, orbitCount, modulations);
  const { h, stepsPerSample, transientSamples } = flow;
  return wholeImage({
    id,
    family: "chaotic",
    status: "cipher",
    source,
    parameters: { rounds, orbits: orbitCount, h, stepsPerSample, transientSamples },
    ...key,
    encryptBytes: async (data, native, pace) => {
      encryptRounds(data, await drawRounds(orbits(native), data.length, pace));
    },
    decryptBytes: async (data, native, _keyVector, pace) => {
      decryptRounds(data, await drawRounds(orbits(native), data.length, pace));
    },
  });
}

/** Everything that the rounds need, from bytes of which none is used twice. */
async function drawRounds(
  orbits: Orbits,
  bytes: number,
  pace: Pace,
): Promise<readonly KeyedRound[]> {
  const source = await openOrbits(orbits);
  const tables = drawTables(bytes, wordsOf(source));
  const mask = new Uint8Array(maskBytes(bytes));
  for (let at = 0; at < bytes; at += pieceBytes) {
    source.read(mask.subarray(at, Math.min(bytes, at + pieceBytes)));
    await pace((0.9 * at) / bytes);
  }
  return keyRounds(tables, bytes, mask);
}
