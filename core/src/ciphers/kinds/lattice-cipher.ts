import { stopIfAborted } from "../../abort.ts";
import type { Cipher, Run } from "../cipher.ts";
import { withLattice } from "../../kernels/lattice/lattice-engine.ts";
import { keyVectorBytes as digestBytes, shapedStart } from "../../layers/image-digest.ts";
import { digesting, joining, splitting, type Layer } from "./lattice-layers.ts";
import { pacer } from "./pace.ts";
import { rowBytes, type Raster } from "../raster.ts";

/** What a raster is like, without its bytes. */
export type Shape = Omit<Raster, "data">;

/** What a network makes of a native key for images of a shape. */
export interface LatticeNetwork {
  /** Layers on the bytes as they come, before and after those on the planes. */
  readonly first?: readonly Layer[];
  /** Layers on the plane of even bytes and the plane of odd bytes. */
  readonly layers: readonly Layer[];
  readonly last?: readonly Layer[];
  /** Where the digest of both planes starts that is the key vector, 32 words; the shape is added to it. */
  readonly digestStart?: Uint16Array;
}

export interface LatticeCipherOptions extends Omit<
  Cipher,
  "encrypt" | "decrypt" | "lossless" | "keyVectorBytes" | "tileRows"
> {
  /** Of a control: made of the plain image's bytes, without a key. Default: the keyed digest. */
  readonly keyVector?: {
    readonly bytes: number;
    readonly of: (data: Uint8Array) => Uint8Array;
  };
  /** A promise where weights must be read first. */
  readonly network: (
    key: Uint8Array,
    shape: Shape,
    keyVector: Uint8Array,
  ) => LatticeNetwork | Promise<LatticeNetwork>;
}

/**
 * A cipher that runs reversible layers over the two planes of an image, in one thread: every layer
 * sees the whole image. A keyed digest of the planes before the first of these layers is the key vector.
 */
export function latticeCipher({
  network,
  keyVector: control,
  ...row
}: LatticeCipherOptions): Cipher {
  const keyVectorBytes = control?.bytes ?? digestBytes;
  const run = async (
    raster: Raster,
    key: Uint8Array,
    keyVector: Uint8Array,
    direction: keyof Layer,
    options: Run,
  ): Promise<Uint8Array> => {
    let digest: Uint8Array | undefined;
    const layers = inOrder(await network(key, raster, keyVector), raster, direction, (told) => {
      digest = told;
    });
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
    if (control !== undefined) return direction === "forward" ? keyVector : control.of(raster.data);
    // Never the one that was given: it would confirm itself.
    if (digest === undefined) throw new Error(`${row.id} made no digest`);
    return digest;
  };
  return {
    ...row,
    lossless: true,
    keyVectorBytes,
    tileRows: 0,
    encrypt: async (raster, key, options = {}) => {
      check(raster, key, row.nativeKey.bytes, options);
      const keyVector = control?.of(raster.data) ?? new Uint8Array();
      return await run(raster, key, keyVector, "forward", options);
    },
    decrypt: async (raster, key, keyVector, options = {}) => {
      check(raster, key, row.nativeKey.bytes, options);
      if (keyVector.length !== keyVectorBytes)
        throw new RangeError(
          `"keyVector" expected ${keyVectorBytes} bytes, got ${keyVector.length}`,
        );
      return await run(raster, key, keyVector, "backward", options);
    },
  };
}

function inOrder(
  { first = [], layers, last = [], digestStart }: LatticeNetwork,
  shape: Shape,
  direction: keyof Layer,
  tell: (keyVector: Uint8Array) => void,
): readonly Layer[] {
  const look = digestStart === undefined ? [] : [digesting(shapedStart(digestStart, shape), tell)];
  const all = [...first, splitting, ...look, ...layers, joining, ...last];
  return direction === "forward" ? all : all.toReversed();
}

function check(raster: Raster, key: Uint8Array, keyBytes: number, { signal }: Run): void {
  if (key.length !== keyBytes)
    throw new RangeError(`"key" expected ${keyBytes} bytes, got ${key.length}`);
  const bytes = rowBytes(raster) * raster.height;
  if (raster.data.length !== bytes || bytes === 0)
    throw new RangeError(
      `"raster.data" expected ${bytes} bytes and at least one, got ${raster.data.length}`,
    );
  stopIfAborted(signal);
}
