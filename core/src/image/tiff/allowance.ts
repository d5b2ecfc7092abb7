import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";

/**
 * What may be read of a file's directories, all of them together. Each can point to the same bytes, so
 * that what is small in the file could be any amount in memory.
 */
export class Allowance {
  /** Bytes of directories and of their values, which are read up to three times. */
  #values: number;
  /** Strips and tiles. One takes some bytes of samples, and some that say where they are. */
  #blocks: number;
  /** Bytes of samples. A few that are used over and over would unpack to any amount. */
  #samples: number;
  /** Bytes that are unpacked beyond four times those of the pictures: tiles may be larger than these. */
  #padding = 2 ** 28;

  /** @param length of the file, in bytes */
  constructor(length: number) {
    this.#values = 4 * length + 2 ** 20;
    this.#blocks = length / 16 + 2 ** 16;
    this.#samples = length;
  }

  /** @throws NotPixels "broken", as do the others */
  takeValues(bytes: number): void {
    this.#values -= bytes;
    if (this.#values < 0) throw damaged("TIFF", "its directories use the same bytes over and over");
  }

  takeBlocks(count: number): void {
    this.#blocks -= count;
    if (this.#blocks < 0) throw damaged("TIFF", "it has too many strips or tiles");
  }

  takeSamples(bytes: number): void {
    this.#samples -= bytes;
    if (this.#samples < 0) throw damaged("TIFF", "its strips or tiles overlap");
  }

  /**
   * @param unpacked bytes that a page's strips and tiles unpack to
   * @param size of them, those that are seen
   * @throws NotPixels "unsupported"
   */
  takeUnpacked(unpacked: number, size: number): void {
    this.#padding -= Math.max(0, unpacked - 4 * size);
    if (this.#padding < 0) {
      throw keptAsFile(
        "a TIFF of many pages in far larger tiles",
        "a TIFF whose tiles are not far larger than its pages",
      );
    }
  }
}
