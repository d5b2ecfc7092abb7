import type { Area } from "../shape/area.ts";

/** Pixels that alone are encrypted, where an image has regions, and who can open them. */
export type RegionChoice = (Area | MaskChoice) & {
  /**
   * age recipients who can open these pixels, beside those who can open the image. Regions of the same
   * readers may overlap.
   */
  readonly recipients?: readonly string[] | undefined;
  /**
   * Places are those of the stored pixels, in a picture that its EXIF has shown turned, too. Without it such a
   * picture is refused: what somebody sees in a corner is stored in another.
   */
  readonly stored?: true | undefined;
};

/** An outline that is painted. */
interface MaskChoice {
  /** An image of the same size, black or transparent where pixels are to stay visible: a PNG. */
  readonly mask: Uint8Array;
}
