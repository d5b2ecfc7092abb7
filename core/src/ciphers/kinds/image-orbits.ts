import { openOrbits } from "../../kernels/flows/open-orbits.ts";
import type { Orbits } from "../../chaos/orbits.ts";
import { wordsOf } from "../../chaos/words.ts";
import { digestStart, shownPart } from "../../layers/image-digest.ts";
import { planeDigest } from "../../layers/plane-digest.ts";

/** The key vector of an image: its digest starts from the orbits of the native key itself. */
export async function keyVectorOf(data: Uint8Array, orbits: Orbits): Promise<Uint8Array> {
  const source = await openOrbits(orbits);
  return shownPart(planeDigest(data, digestStart(wordsOf(source))));
}

/**
 * The native key whose orbits encrypt an image: each byte moved by one of the key vector, so that two
 * images under one key and nonce share no orbit. Where they did, what one image told of a permutation
 * or a mask held for all others.
 */
export function movedBy(native: Uint8Array, keyVector: Uint8Array): Uint8Array {
  return native.map((byte, i) => byte + keyVector[i % keyVector.length]!);
}
