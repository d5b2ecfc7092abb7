declare module "#openjpeg" {
  interface FrameInfo {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  }

  interface J2KDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): FrameInfo;
    getIsReversible(): boolean;
    delete(): void;
  }

  interface OpenJpeg {
    readonly J2KDecoder: new () => J2KDecoder;
  }

  interface Options {
    print(text: string): void;
    printErr(text: string): void;
  }

  export default function load(options: Options): Promise<OpenJpeg>;
}
