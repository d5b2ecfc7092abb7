declare module "#charls" {
  interface FrameInfo {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  }

  interface JpegLSDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): FrameInfo;
    getInterleaveMode(): number;
    delete(): void;
  }

  interface CharLs {
    readonly JpegLSDecoder: new () => JpegLSDecoder;
  }

  interface Options {
    print(text: string): void;
    printErr(text: string): void;
  }

  export default function load(options: Options): Promise<CharLs>;
}
