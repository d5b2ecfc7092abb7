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
    locateFile(name: string): string;
  }

  export default function create(options: Options): Promise<LibjpegTurbo>;
}
