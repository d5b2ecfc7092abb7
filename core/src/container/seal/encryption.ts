import type { DicomProfileName } from "../../image/dicom/deidentify/profile-names.ts";
import type { Payload, Protection } from "../header/header.ts";
import type { Origin } from "../record/origin.ts";
import type { RegionChoice } from "../regions/choice.ts";

/**
 * What there is to choose when something is encrypted: one type for the command line, a service or a
 * page, the library and the container. Plain data, so that it may cross to a worker.
 */
export interface Encryption extends Origin {
  /** Id of a cipher; "hybrid" when not given. */
  readonly cipher?: string | undefined;
  /** "sealed" (default), "authenticated" or "bare". */
  readonly protection?: Protection | undefined;
  /**
   * "pixels" for an image that is read, "file" for anything. By default "pixels" for an image
   * and "file" for everything else; so for those that hold a second picture or data behind their end,
   * PNGs with damage in an ancillary chunk, and JPEGs that are damaged or of a kind that is not decoded.
   */
  readonly payload?: Payload | undefined;
  /**
   * A second image of the same width, height, number of channels and number of bytes a sample: both
   * images come to stand in one PNG of twice the height.
   */
  readonly second?: SecondInput | undefined;
  /**
   * With a lossy cipher: leaves out what it loses, so that decrypting gives an approximation. Without
   * this, every cipher gives back exactly what went in.
   */
  readonly lossy?: boolean | undefined;
  /**
   * Seals the PNG or JPEG itself beside its pixels, with protection "sealed" only: decrypting gives back
   * the very file. Its padded length shows, and tells how busy the picture is. A file that is encrypted
   * as one comes back as it was in any case.
   */
  readonly keepOriginal?: boolean | undefined;
  /**
   * Seals a small picture of the image (of the first of two) under a key of its own: so many pixels is
   * its longer side, 16 to 1024. An image that is no larger is shown whole.
   */
  readonly preview?: number | undefined;
  /**
   * Encrypts these pixels alone, and leaves the others visible in the PNG; with protection "sealed", one
   * image and a lossless cipher only. Where they are shows. Name, metadata, an original and a preview are
   * for the image's readers, and the preview is drawn of what is visible.
   */
  readonly regions?: readonly RegionChoice[] | undefined;
  /**
   * Of a DICOM file makes another instead of a PNG, with protection "sealed" only: one that shows the same
   * pixels, but for `regions`, which are black in every frame, and of whose elements the profile leaves what
   * tells of nobody ("basic": PS3.15, table E.1-1; not certified). It carries the original, sealed, which
   * decrypting gives back byte for byte. Files of one content key have the same UIDs for the same originals.
   */
  readonly dicomOut?: DicomProfileName | undefined;
  /**
   * 16 bytes, with protection "bare" only: for laboratories, to compare two images under one nonce.
   * Random when not given.
   */
  readonly nonce?: Uint8Array | undefined;
}

/** The second of two images that share a carrier. */
export interface SecondInput extends Origin {
  readonly bytes: Uint8Array;
}
