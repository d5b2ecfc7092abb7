import { cellularVariant, type FlowCipher } from "neuroveil/ciphers";

const variant = cellularVariant("cellular-dense", { stepsPerSample: 10, transientSamples: 6000 });

/** cellular-continuous as it was: samples so close that dozens lie in one region where cells are affine. */
export const cellularDense: FlowCipher = {
  ...variant,
  family: "control",
  status: "known-weak",
  source:
    "cellular-continuous with 0.05 in place of 0.35 between samples; weak: an integer relation over 30 samples tells its orbits from random bytes, though not its cipher images",
};
