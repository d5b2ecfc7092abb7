import { stopIfAborted } from "../abort.ts";
import type { Cipher, Run } from "./cipher.ts";
import { withLattice } from "./lattice-engine.ts";
import { joining, splitting, type Layer } from "./lattice-layers.ts";
import { pacer } from "./pace.ts";
import { rowBytes, type Raster } from "./raster.ts";

/** What a raster is like, without its bytes. */
export type Shape = Omit<Raster, "data">;

/** What a network makes of a native key for images of a shape. */
export interface LatticeNetwork {
  /** Layers on the bytes as they come, before and after those on the planes. */
  readonly first?: readonly Layer[];
  /** Layers on the plane of even bytes and the plane of odd bytes. */
  readonly layers: readonly Layer[];
  readonly last?: readonly Layer[];
}

export interface LatticeCipherOptions extends Omit<
  Cipher,
  "encrypt" | "decrypt" | "lossless" | "keyVectorBytes" | "tileRows"
> {
  /** A promise where weights must be read first. */
  readonly network: (key: Uint8Array, shape: Shape) => LatticeNetwork | Promise<LatticeNetwork>;
}

/**
 * A cipher that runs reversible layers over the two planes of an image, in one thread: every layer
 * sees the whole image.
 */
export function latticeCipher({ network, ...row }: LatticeCipherOptions): Cipher {
  const run = async (
    raster: Raster,
    key: Uint8Array,
    direction: keyof Layer,
    options: Run,
  ): Promise<Uint8Array> => {
    check(raster, key, row.nativeKey.bytes);
    stopIfAborted(options.signal);
    const layers = inOrder(await network(key, raster), direction);
    await withLattice(async (lattice) => {
      lattice.load(raster.data);
      const pace = pacer(options);
      for (const [i, layer] of layers.entries()) {
        layer[direction](lattice);
        await pace((i + 1) / layers.length);
      }
      lattice.store(raster.data);
    });
    options.onRows?.(0, raster.height);
    return new Uint8Array();
  };
  return {
    ...row,
    lossless: true,
    keyVectorBytes: 0,
    tileRows: 0,
    encrypt: (raster, key, options = {}) => run(raster, key, "forward", options),
    decrypt: (raster, key, _keyVector, options = {}) => run(raster, key, "backward", options),
  };
}

function inOrder(network: LatticeNetwork, direction: keyof Layer): readonly Layer[] {
  const { first = [], layers, last = [] } = network;
  const all = [...first, splitting, ...layers, joining, ...last];
  return direction === "forward" ? all : all.toReversed();
}

function check(raster: Raster, key: Uint8Array, keyBytes: number): void {
  if (key.length !== keyBytes)
    throw new RangeError(`"key" expected ${keyBytes} bytes, got ${key.length}`);
  const bytes = rowBytes(raster) * raster.height;
  if (raster.data.length !== bytes || bytes === 0)
    throw new RangeError(
      `"raster.data" expected ${bytes} bytes and at least one, got ${raster.data.length}`,
    );
}
