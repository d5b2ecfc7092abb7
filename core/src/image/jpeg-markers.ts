/** What a JPEG's headers say about its image. */
export interface JpegFrame {
  /** Samples a line. */
  readonly width: number;
  readonly height: number;
  /** Components a pixel: 1 gray, 3 colour, 4 CMYK or YCCK. */
  readonly components: number;
}
