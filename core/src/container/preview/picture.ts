/** A small picture: RGB of 8 bits a sample, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export const pictureChannels = 3;
