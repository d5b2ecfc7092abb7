import { ganDirectWeights } from "../../networks/generated/gan-direct-weights.ts";
import type { Cipher } from "../cipher.ts";
import { planeNetworkCipher } from "../kinds/plane-network-cipher.ts";

/** Generator and decryptor, trained against a discriminator and Eve (docs/models/gan-direct.md). */
export const ganDirect: Cipher = planeNetworkCipher({
  id: "gan-direct",
  family: "gan",
  status: "known-weak",
  source:
    "the survey of four networks, section 2.4 (3): direct generation of cipher images, after Abadi and Andersen 2016; weak: a changed sample changes 49 positions at most, a discriminator tells its cipher images from noise, a key used twice gives away differences of images, and its residual is larger than the image's own PNG file: it carries nothing",
  parameters: {
    layers: "2 hidden layers and an output layer each way",
    channels: 16,
    kernel: "3 x 3",
    keyPlanes: 3,
  },
  weights: "8d8e174441aede241a1aa45a980603943b71f63cf78ce02c858c93ee88f05acc",
  weightFile: ganDirectWeights,
});
