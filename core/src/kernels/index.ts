export { fastLayers } from "./layer-kernels.ts";
export { openOrbits } from "./open-orbits.ts";
export { fastConvolvePlanes } from "./planes-kernel.ts";
