import type { Subkeys } from "../keys/subkeys.ts";
import type { RowChunks } from "./row-chunks.ts";

/** What a protection does with the cipher image, chunk by chunk. */
export interface Protector {
  /** Whether the key vector stands in the header; else it lies in the sealed record. */
  readonly keyVectorInHeader: boolean;

  /** Length of the proof for an image of so many chunks. */
  proofBytes(chunks: number): number;

  /** @param headerHash resolves when the header is complete */
  seal(subkeys: Subkeys, chunks: RowChunks, headerHash: Promise<Uint8Array>): Promise<ChunkSealer>;

  /**
   * Checks a cipher image against its proof and undoes what {@link ChunkSealer.seal} did to it, in
   * place in `samples`. What it leaves there must not be used when it rejects.
   * @param proof of the length that `proofBytes` tells
   * @throws NeuroveilError "tampered"
   */
  open(
    subkeys: Subkeys,
    chunks: RowChunks,
    headerHash: Uint8Array,
    proof: Uint8Array,
    samples: Uint8Array,
  ): Promise<void>;
}

/** Seals the chunks of one image, in any order. */
export interface ChunkSealer {
  /** The bytes of chunk `index` as the carrier shall show them. */
  seal(index: number, bytes: Uint8Array): Promise<Uint8Array>;
  /** The proof, when every chunk was sealed. */
  finish(): Promise<Uint8Array>;
}
