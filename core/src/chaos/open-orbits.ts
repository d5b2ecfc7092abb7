import { FlowKernel, flowKernelAvailable } from "../kernels/flow-kernel.ts";
import type { Orbits, OrbitSource } from "./orbits.ts";
import { ReferenceSource } from "./reference-source.ts";

/** Lets orbits run: in the WASM kernel, or in the reference where there is no SIMD. */
export async function openOrbits(orbits: Orbits): Promise<OrbitSource> {
  return flowKernelAvailable() ? await FlowKernel.create(orbits) : new ReferenceSource(orbits);
}
