import type { Image } from "../../image/image.ts";

/** Whether a carrier shows an image's picture: one in gray or RGB, of samples that are levels. */
export function showsPicture({ colour, metadata }: Pick<Image, "colour" | "metadata">): boolean {
  const layout = metadata.origin?.layout;
  if (colour === "cmyk") return false;
  if (layout === undefined) return true;
  const { channels, bits, kind, pages } = layout;
  return kind !== "float" && channels <= 4 && bits <= 16 && pages === 1;
}
