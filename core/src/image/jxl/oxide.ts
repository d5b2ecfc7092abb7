/** What of the package jxl-oxide-wasm is used. `#jxl-oxide` resolves to oxide.node.ts or oxide.browser.ts. */
export interface Oxide {
  version(): string;
  readonly JxlImage: new () => OxideImage;
}

export interface OxideImage {
  feedBytes(bytes: Uint8Array): unknown;
  /** Whether the header is there. */
  tryInit(): boolean;
  readonly loaded: boolean;
  /** Frames that are there as a whole, of those that are shown. */
  readonly numLoadedKeyframes: number;
  /** Draws a frame, on those before it; the first where none is named. */
  render(keyframe?: number): OxideRender;
  free(): void;
}

export interface OxideRender {
  /** Not what its name says, up to 0.12.5: see `ticks.ts`. */
  readonly durationNumerator: number;
  /** 0: the frame is a page of a document, without a time. */
  readonly durationDenominator: number;
  /** With 8 bits or 16. Frees what was drawn. */
  encodeToPng(): Uint8Array;
}
