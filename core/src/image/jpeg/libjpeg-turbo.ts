import type { LibjpegTurbo } from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
import { NeuroveilError } from "../../errors.ts";

/** Memory that is not worth keeping after an image, in bytes; it never shrinks. */
const largestKept = 1 << 27;

/** A refusal leaves its module with a little less stack and memory; thousands would use them up. */
const mostRefusals = 20;

let loading: Promise<LibjpegTurbo> | undefined;
let refusals = 0;

/**
 * Decodes a gray or colour JPEG to gray or RGB with libjpeg-turbo in WebAssembly.
 * @returns undefined where libjpeg-turbo refuses the file or has a warning, be it a harmless one:
 *   which, it does not say
 * @throws NeuroveilError "input" when the decoder's module cannot be loaded
 */
export async function decodeWithTurbo(file: Uint8Array): Promise<Uint8Array | undefined> {
  const turbo = await load();
  const decoder = new turbo.JPEGDecoder();
  try {
    decoder.getEncodedBuffer(file.length).set(file);
    decoder.decode();
    return new Uint8Array(decoder.getDecodedBuffer().buffer);
  } catch (error) {
    // Numbers are exceptions of C++; after others, such as an access out of bounds, it is not usable.
    refusals = typeof error === "number" ? refusals + 1 : Infinity;
    return undefined;
  } finally {
    if (turbo.HEAPU8.length > largestKept || refusals > mostRefusals) loading = undefined;
    else decoder.delete();
  }
}

async function load(): Promise<LibjpegTurbo> {
  if (loading === undefined) {
    refusals = 0;
    loading = startWasm().catch(startScript);
  }
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw new NeuroveilError("input", {
      expected: "to load the JPEG decoder, which failed",
      todo: "serve all of the page's scripts",
      cause: error,
    });
  }
}

/** Taken over by the module that it starts: for each another one. */
const quiet = { printErr: (): void => undefined };

/** Fetches glue and module with the first image: most pages see none. */
async function startWasm(): Promise<LibjpegTurbo> {
  const { default: create } = await import("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs");
  // So that bundlers see it.
  const address = new URL("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm", import.meta.url);
  return await create({ ...quiet, locateFile: () => address.href });
}

/**
 * The same in JavaScript, half as fast, where no bundler has put the module beside the scripts: Vite's
 * development server and esbuild leave such addresses alone.
 */
async function startScript(): Promise<LibjpegTurbo> {
  const { default: create } = await import("@cornerstonejs/codec-libjpeg-turbo-8bit/decode");
  return await create({ ...quiet });
}
