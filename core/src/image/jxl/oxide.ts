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
  readonly width: number | undefined;
  readonly height: number | undefined;
  render(): { encodeToPng(): Uint8Array };
  free(): void;
}
