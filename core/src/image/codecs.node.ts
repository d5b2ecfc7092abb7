import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { compact } from "../bytes/arrays.ts";
import { TooLong, type Codecs, type DeflateForm } from "./codecs.ts";
import { deflateRows, RowDeflater } from "./png/deflate-rows.node.ts";
import { portableCrc32 } from "./png/portable-crc32.ts";

/** What Node gives with the option `info`, of which its types say nothing. */
interface Inflated {
  readonly buffer: Uint8Array;
  readonly engine: zlib.Inflate;
}

const deflate = promisify<Uint8Array, Uint8Array>(zlib.deflate);
const inflate = promisify<Uint8Array, zlib.ZlibOptions, Inflated>((bytes, options, callback) => {
  zlib.inflate(bytes, { ...options, info: true }, (error, result: unknown) => {
    callback(error, result as Inflated);
  });
});

export const codecs: Codecs = {
  allocate: (length) => plain(Buffer.allocUnsafeSlow(length)),

  // In Node since 20.15.
  crc32: "crc32" in zlib ? zlib.crc32 : portableCrc32,

  deflate: async (bytes) => plain(await deflate(bytes)),

  deflateRows,

  deflating: (rows) => Promise.resolve(new RowDeflater(rows)),

  inflating,

  async inflate(bytes, limit, onRest) {
    try {
      // One more than expected, so that a result of just that length needs no second buffer.
      const chunkSize = Math.max(64, limit + 1);
      const { buffer, engine } = await inflate(bytes, { chunkSize, maxOutputLength: limit });
      const rest = bytes.length - engine.bytesWritten;
      if (rest > 0) onRest?.(rest);
      return compact(plain(buffer));
    } catch (error) {
      // There may be no memory, too, which is another RangeError.
      if (error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
        throw new TooLong("longer than allowed", { cause: error });
      throw error;
    }
  },
};

/** Of a stream that is expanded, what is given at once. */
const pieceBytes = 1 << 18;

async function* inflating(
  pieces: AsyncGenerator<Uint8Array>,
  onEnd?: (bytes: number) => void,
  form: DeflateForm = "zlib",
): AsyncGenerator<Uint8Array> {
  const options = { chunkSize: pieceBytes };
  const engine = form === "raw" ? zlib.createInflateRaw(options) : zlib.createInflate(options);
  const source = Readable.from(pieces, { highWaterMark: 1 });
  // Its errors are the engine's.
  pipeline(source, engine, () => undefined);
  try {
    for await (const piece of engine) yield plain(piece as Uint8Array);
    onEnd?.(engine.bytesWritten);
  } finally {
    engine.destroy();
    source.destroy();
  }
}

/** A plain view, because the methods of a Node Buffer differ. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
