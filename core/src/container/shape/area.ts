/** A rectangle of an image, in pixels. */
export interface Area {
  /** Pixels from the left edge, and rows from the top. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether an area has pixels, all of which are the image's. */
export function isInside(
  { x, y, width, height }: Area,
  image: { readonly width: number; readonly height: number },
): boolean {
  return (
    [x, y, width, height].every(Number.isSafeInteger) &&
    x >= 0 &&
    y >= 0 &&
    width >= 1 &&
    height >= 1 &&
    x + width <= image.width &&
    y + height <= image.height
  );
}

/** An area as people write it. */
export function areaText({ x, y, width, height }: Area): string {
  return [x, y, width, height].join(",");
}
