import { blockBytes } from "../../layers/block-shuffle.ts";
import { latticePitch } from "../../layers/fold.ts";

/** What the kernel's parameters leave free (assembly/lattice.ts). */
const firstPlane = 2048;
/** What vectors may read or write beyond a plane. */
const slack = 96;

/** Where the planes of an image lie: two sets, each operation that moves bytes goes from one to the other. */
export interface MemoryLayout {
  readonly length: number;
  readonly cells: readonly [number, number];
  readonly halo: number;
  readonly planes: readonly [readonly [number, number], readonly [number, number]];
  /** The bytes as they come, in the place of the second set. */
  readonly bytes: number;
  readonly order: number;
  readonly end: number;
}

export function layOut(length: number): MemoryLayout {
  const cells = [Math.ceil(length / 2), Math.floor(length / 2)] as const;
  // One cell less can mean a longer pitch: where a plane begins to have larger blocks, the pitch falls.
  const halo = aligned(Math.max(...cells.map(latticePitch)) + slack);
  const stride = aligned(cells[0] + 2 * halo);
  const plane = (i: number): number => firstPlane + i * stride + halo;
  return {
    length,
    cells,
    halo,
    planes: [
      [plane(0), plane(1)],
      [plane(2), plane(3)],
    ],
    bytes: firstPlane + 2 * stride,
    order: firstPlane + 4 * stride,
    end: firstPlane + 4 * stride + 4 * Math.floor(cells[1] / blockBytes(cells[1])),
  };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
