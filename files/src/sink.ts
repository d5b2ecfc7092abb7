import type { PositionedFile } from "neuroveil";

/** A place for a result, which is there as a whole or not at all. */
export interface Sink extends PositionedFile {
  /** Writes what is there as a whole. */
  writeAll(bytes: Uint8Array): Promise<void>;
  /**
   * Gives what was written to whoever asked for it.
   * @throws {NeuroveilError} "output"
   */
  commit(): Promise<void>;
  /** Leaves nothing of what was not committed; call it in any case. */
  discard(): Promise<void>;
}
