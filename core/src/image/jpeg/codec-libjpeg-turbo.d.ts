declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  interface JPEGDecoder {
    /** Room for the file, in the module's memory. */
    getEncodedBuffer(length: number): Uint8Array;
    /** @throws a number where libjpeg-turbo refuses the file or warns of anything */
    decode(): void;
    /** A copy of the samples: gray or RGB. */
    getDecodedBuffer(): Uint8ClampedArray;
    delete(): void;
  }

  export interface LibjpegTurbo {
    readonly JPEGDecoder: new () => JPEGDecoder;
    readonly HEAPU8: Uint8Array;
  }

  interface Options {
    readonly locateFile?: (name: string) => string;
    readonly printErr: (line: string) => void;
  }

  export default function create(options: Options): Promise<LibjpegTurbo>;
}

/** The same without WebAssembly. */
declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decode" {
  export { default } from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
}
