import { convAutoencoderWeights } from "../../networks/generated/conv-autoencoder-weights.ts";
import type { Cipher } from "../cipher.ts";
import { planeNetworkCipher } from "../kinds/plane-network-cipher.ts";

/** A trained convolutional autoencoder with planes of key samples (docs/models/conv-autoencoder.md). */
export const convAutoencoder: Cipher = planeNetworkCipher({
  id: "conv-autoencoder",
  family: "convolutional",
  status: "known-weak",
  source:
    "after Madani and Bourennane 2025: convolutional autoencoder, here with fresh key planes; weak: a changed sample changes 49 positions at most, a key used twice gives away differences of images, and its residual is on the average no smaller than the image's own PNG file: it carries nothing",
  parameters: {
    layers: "2 hidden layers and an output layer each way",
    channels: 24,
    kernel: "3 x 3",
    keyPlanes: 3,
  },
  weights: "c6be48578692ef2a4c2b6ec639beb0547518ab6d92248e69476f3005b97edc4f",
  weightFile: convAutoencoderWeights,
});
