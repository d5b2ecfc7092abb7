export { fastLayers } from "./layer-kernels.ts";
export { openOrbits } from "./flows/open-orbits.ts";
export { fastConvolvePlanes } from "./planes/planes-kernel.ts";
