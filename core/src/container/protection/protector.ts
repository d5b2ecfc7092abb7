import type { Rectangle } from "../../bytes/rectangle.ts";
import type { Subkeys } from "../../keys/subkeys.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";

/** Chunks that are sealed one by one, whatever they are cut from. */
export type Chunks = Pick<ChunkGrid, "count" | "longest" | "chunk">;

/** What a protection does with the cipher image, chunk by chunk. */
export interface Protector {
  /** Whether the key vector stands in the header; else it lies in the sealed record. */
  readonly keyVectorInHeader: boolean;

  /** Length of the proof for an image of so many chunks. */
  proofBytes(chunks: number): number;

  /** @param headerHash resolves when the header is complete */
  seal(subkeys: Subkeys, grid: Chunks, headerHash: Promise<Uint8Array>): Promise<ChunkSealer>;

  /**
   * Checks a cipher image against its proof and undoes what {@link ChunkSealer.seal} did to it, in
   * place in `samples`. What it leaves there must not be used when it rejects.
   * @param proof of the length that `proofBytes` tells
   * @throws NeuroveilError "tampered"
   */
  open(
    subkeys: Subkeys,
    grid: Chunks,
    headerHash: Uint8Array,
    proof: Uint8Array,
    samples: Uint8Array,
  ): Promise<void>;
}

/** Seals the chunks of one image, in any order. */
export interface ChunkSealer {
  /** Makes of the bytes of chunk `index` what the carrier shall show, in place. */
  seal(index: number, chunk: Rectangle): Promise<void>;
  /** The proof, when every chunk was sealed. */
  finish(): Promise<Uint8Array>;
}
