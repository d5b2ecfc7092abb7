import { LatticeKernel, latticeKernelAvailable } from "./lattice-kernel.ts";
import { ReferenceLattice, type Lattice } from "../../layers/lattice.ts";

/** Asked once: validating takes as long as a small image. */
let available: boolean | undefined;

/** A kernel that nobody uses; its memory is as large as the largest image so far, until collected. */
let idle: WeakRef<LatticeKernel> | undefined;

/**
 * Runs `work` on a lattice that nobody else uses meanwhile: the WASM kernel, or the reference where
 * there is no SIMD.
 */
export async function withLattice<T>(work: (lattice: Lattice) => Promise<T>): Promise<T> {
  available ??= latticeKernelAvailable();
  if (!available) return await work(new ReferenceLattice());
  const kept = idle?.deref();
  idle = undefined;
  const kernel = kept ?? (await LatticeKernel.create());
  try {
    return await work(kernel);
  } finally {
    idle = new WeakRef(kernel);
  }
}
