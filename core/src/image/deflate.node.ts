import { promisify } from "node:util";
import zlib from "node:zlib";
import { adler32 } from "./checksums.ts";
import { concat } from "./bytes.ts";

const deflate = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.deflate);
const deflateRaw = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.deflateRaw);

// Level 6 takes filtered photographs 2.5 times as long and makes them 3% smaller.
const level = 4;

const partBytes = 1 << 20;
/** How far back deflate refers (RFC 1951). */
const windowBytes = 1 << 15;

/**
 * A zlib stream. Longer data are compressed in parts on Node's own threads, each knowing the 32 KB
 * before it, as pigz does: the result is one ordinary stream.
 */
export async function deflateParts(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes.length <= partBytes) return await deflate(bytes, { level });
  const count = Math.ceil(bytes.length / partBytes);
  const parts = Array.from({ length: count }, (_, i) => {
    const start = i * partBytes;
    const last = i === count - 1;
    return deflateRaw(bytes.subarray(start, start + partBytes), {
      level,
      finishFlush: last ? zlib.constants.Z_FINISH : zlib.constants.Z_SYNC_FLUSH,
      ...(i > 0 && { dictionary: bytes.subarray(start - windowBytes, start) }),
    });
  });
  // Deflate with a 32 KB window, "fast" (RFC 1950); at the end Adler-32.
  const head = Uint8Array.of(0x78, 0x5e);
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, adler32(bytes));
  return concat([head, ...(await Promise.all(parts)), sum]);
}
