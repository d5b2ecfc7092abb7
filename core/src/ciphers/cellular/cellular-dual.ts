import { flows } from "../../chaos/flow.ts";
import type { OrbitSource } from "../../chaos/orbits.ts";
import { clusterPermutation } from "../../layers/cluster-permutation.ts";
import { kMeans } from "../../layers/k-means.ts";
import { diffusionRoundCount, diffusionRounds } from "../../layers/permutation-diffusion.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";

const flow = flows["cellular-4"];
const orbitCount = 6;

/** Samples of all orbits that are sorted into clusters for a round: 1,026 points. */
const mostSamples = 171;
const clusters = 4;
const iterations = 8;
/** Smaller images stay in one piece: in a cluster of few places bytes would keep theirs. */
const leastBytes = 256;
/** Digits of a coordinate behind the binary point that count: what is below 10 becomes a whole number. */
const scale = 2 ** 10;

/**
 * Two images together, one below the other (or the halves of one): k-means sorts states of the network
 * into clusters, bytes of both images change places within the cluster of their place, and the
 * diffusion goes through both.
 */
export const cellularDual: FlowCipher = flowCipher({
  id: "cellular-dual",
  family: "cellular",
  source:
    "after Zhao et al. 2024, two images, a memristive cellular network and k-means: clusters of the chaotic sequence, as those of the image could not be decrypted; four cells after Peng, Zhang, Liao 2009 without a memristor, whose constants could not be read",
  flow,
  orbitCount,
  scheme: (mask, word, source) =>
    diffusionRounds(mask, word, (bytes) =>
      clusterPermutation(bytes, drawLabels(bytes, source), word),
    ),
  rounds: diffusionRoundCount,
  parameters: { clusters, points: mostSamples * orbitCount, iterations },
});

/** Labels of as many places as there are points, from the next samples, which give no bytes. */
function drawLabels(bytes: number, source: OrbitSource): Uint8Array {
  if (bytes < leastBytes) return Uint8Array.of(0);
  const samples = Math.min(mostSamples, Math.ceil(bytes / 2 / orbitCount));
  const points = new Int32Array(samples * orbitCount * flow.dimension);
  let at = 0;
  for (let sample = 0; sample < samples; sample++) {
    source.next();
    for (let orbit = 0; orbit < orbitCount; orbit++)
      for (let i = 0; i < flow.dimension; i++)
        points[at++] = Math.floor(scale * source.coordinate(orbit, i));
  }
  return kMeans({ points, dimension: flow.dimension, clusters, iterations });
}
