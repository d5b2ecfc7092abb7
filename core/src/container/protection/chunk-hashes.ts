import { equalBytes } from "../../bytes/constant-time.ts";
import { concat } from "../../bytes/arrays.ts";
import { piecesOf, type Rectangle } from "../../bytes/rectangle.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { unshared } from "../../bytes/unshared.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";
import { changed } from "./changed.ts";
import { ChunkCopies } from "./chunk-copies.ts";
import type { ChunkOpener } from "./protector.ts";

const hashBytes = 32;
/** Of a chunk, what is copied and hashed at once: memory is to be had for the rows themselves. */
const pieceBytes = 1 << 18;

/**
 * Makes sure that who goes over the chunks of a carrier twice finds the same twice: what was verified the
 * first time is then what is used the second time, whoever writes to the file in between, and whatever
 * key they have.
 */
export class ChunkHashes {
  readonly #hashes: Uint8Array;
  readonly #copies = new ChunkCopies(pieceBytes);

  constructor(grid: ChunkGrid) {
    this.#hashes = new Uint8Array(hashBytes * grid.count);
  }

  /** An opener that keeps the hash of every chunk as it stands in the carrier. */
  first(opener: ChunkOpener): ChunkOpener {
    return {
      open: async (index, chunk) => {
        this.#hashes.set(await this.#hash(chunk), hashBytes * index);
        await opener.open(index, chunk);
      },
      finish: () => opener.finish(),
    };
  }

  /** One that refuses a chunk that is not what the first has seen. */
  again(opener: ChunkOpener): ChunkOpener {
    return {
      open: async (index, chunk) => {
        const seen = this.#hashes.subarray(hashBytes * index, hashBytes * (index + 1));
        if (!equalBytes(await this.#hash(chunk), seen)) throw changed();
        await opener.open(index, chunk);
      },
      finish: () => opener.finish(),
    };
  }

  /** SHA-256 of the SHA-256 of each of its pieces. */
  async #hash(chunk: Rectangle): Promise<Uint8Array> {
    const hashes: Uint8Array[] = [];
    for (const group of groups(chunk)) hashes.push(await this.#copies.lend(group, sha256));
    return await sha256(unshared(concat(hashes)));
  }
}

/** The rows of a chunk, so many together as one copy takes. */
function* groups(chunk: Rectangle): Generator<Uint8Array[]> {
  let group: Uint8Array[] = [];
  let length = 0;
  for (const row of piecesOf(chunk)) {
    for (let start = 0; start < row.length; start += pieceBytes) {
      const piece = row.subarray(start, start + pieceBytes);
      if (length + piece.length > pieceBytes) {
        yield group;
        [group, length] = [[], 0];
      }
      group.push(piece);
      length += piece.length;
    }
  }
  yield group;
}
