import { ganDistributionWeights } from "../../networks/generated/gan-distribution-weights.ts";
import type { Cipher } from "../cipher.ts";
import { planeNetworkCipher } from "../kinds/plane-network-cipher.ts";

/** Two generators of a CycleGAN with key planes (docs/models/gan-distribution.md). */
export const ganDistribution: Cipher = planeNetworkCipher({
  id: "gan-distribution",
  family: "gan",
  status: "known-weak",
  source:
    "the survey of four networks, section 2.4 (2): distribution transformation, after DeepEDN (Ding et al. 2021) with the losses of CycleGAN (Zhu et al. 2017), here with fresh key planes; weak: a changed sample changes 49 positions at most, an attacker without the key recovers more than the mean colour, a discriminator tells its cipher images from noise, and its residual is on the average no smaller than the image's own PNG file: it carries nothing",
  parameters: {
    layers: "2 hidden layers and an output layer each way",
    channels: 16,
    kernel: "3 x 3",
    keyPlanes: 3,
  },
  weights: "727a0e8d2f9ad88ae7d2c9849c2ddac7db075c978d3babf3c6025337ef6b6688",
  weightFile: ganDistributionWeights,
});
