import { NeuroveilError } from "../../errors.ts";
import { areHarmless } from "./warnings.ts";

interface Decoder {
  readonly HEAPU8: Uint8Array;
  decode(file: Uint8Array, rotate: boolean): ImageData | null;
}

/** The Emscripten factory; the package's own types refer to a namespace that it does not load. */
type Create = (options: {
  noInitialRun: boolean;
  printErr: (line: string) => void;
}) => Promise<Decoder>;

/** Memory that is not worth keeping after an image; it never shrinks. */
const largestKept = 1 << 26;

/** What the decoder printed since the last image; decoding is synchronous. */
let lines: string[] = [];
let loading: Promise<Decoder> | undefined;

/**
 * Decodes a gray or colour JPEG to RGBA with libjpeg (MozJPEG) in WebAssembly.
 * @throws Error when libjpeg refuses the file or says that data is missing or damaged;
 *   NeuroveilError "input" when the decoder's module cannot be loaded
 */
export async function decodeRgba(file: Uint8Array): Promise<Uint8ClampedArray> {
  const decoder = await load();
  // What was said about loading the module says nothing about the file.
  lines = [];
  const image = decode(decoder, file);
  if (image === null || !areHarmless(lines)) throw new Error(lines.join("; "));
  if (decoder.HEAPU8.length > largestKept) loading = undefined;
  return image.data;
}

async function load(): Promise<Decoder> {
  loading ??= start();
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw new NeuroveilError("input", {
      expected: "to load the JPEG decoder mozjpeg_dec.wasm, which failed",
      todo: "serve it beside the scripts",
      cause: error,
    });
  }
}

/** Fetches glue and module with the first image: most pages see none. */
async function start(): Promise<Decoder> {
  const { default: create } = await import("@jsquash/jpeg/codec/dec/mozjpeg_dec.js");
  return (create as Create)({ noInitialRun: true, printErr: (line) => lines.push(line) });
}

/** libjpeg leaves by exit() when it refuses a file, after which the instance is not usable. */
function decode(decoder: Decoder, file: Uint8Array): ImageData | null {
  try {
    return decoder.decode(file, false);
  } catch {
    loading = undefined;
    return null;
  }
}
