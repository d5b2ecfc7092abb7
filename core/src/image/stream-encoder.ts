/** What a file is written into, from its start on or at any place. */
export type WriteAt = (bytes: Uint8Array, position: number) => Promise<void>;

/** Writes an image whose samples need not be in memory. */
export interface StreamEncoder {
  /**
   * Looks at its samples before they are encoded: some whole rows at a time, from the top. Whether an image
   * has the form that its PNG had shows only then.
   */
  look(rows: Uint8Array): Promise<void>;
  /** @returns bytes of the file */
  encode(rows: AsyncIterable<Uint8Array>, write: WriteAt): Promise<number>;
}
