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
   * Begins to check a cipher image against its proof and to undo what {@link ChunkSealer.seal} did to it.
   * @param proof of the length that `proofBytes` tells
   */
  open(
    subkeys: Subkeys,
    grid: Chunks,
    headerHash: Uint8Array,
    proof: Uint8Array,
  ): Promise<ChunkOpener>;
}

/** Opens the chunks of one image, in any order. */
export interface ChunkOpener {
  /**
   * Makes of what the carrier shows the bytes of chunk `index`, in place; they must not be used before
   * {@link ChunkOpener.finish}.
   * @throws NeuroveilError "tampered"
   */
  open(index: number, chunk: Rectangle): Promise<void>;
  /**
   * Call it when every chunk was opened.
   * @throws NeuroveilError "tampered"
   */
  finish(): Promise<void>;
}

/** Seals the chunks of one image, in any order. */
export interface ChunkSealer {
  /** Makes of the bytes of chunk `index` what the carrier shall show, in place. */
  seal(index: number, chunk: Rectangle): Promise<void>;
  /** The proof, when every chunk was sealed. */
  finish(): Promise<Uint8Array>;
}
