import { FlowKernel, flowKernelAvailable } from "./flow-kernel.ts";
import type { Orbits, OrbitSource } from "../../chaos/orbits.ts";
import { ReferenceSource } from "../../chaos/reference-source.ts";

/** Lets orbits run: in the WASM kernel, or in the reference where there is no SIMD. */
export async function openOrbits(orbits: Orbits): Promise<OrbitSource> {
  return flowKernelAvailable() ? await FlowKernel.create(orbits) : new ReferenceSource(orbits);
}
