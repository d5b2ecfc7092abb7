/** A rectangle of a picture's pixels that alone is encrypted, as somebody draws it. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Who can open it beside those who can open the picture, one recipient a line. */
  readonly readers: string;
}
