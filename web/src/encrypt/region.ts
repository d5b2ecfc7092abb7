import type { Region } from "../tasks/region.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The rectangle between two corners, of whole pixels and within the picture. */
export function between(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
  size: Size,
): Region {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const x = within(Math.floor(left), 0, size.width - 1);
  const y = within(Math.floor(top), 0, size.height - 1);
  const width = Math.max(1, within(Math.ceil(right), 0, size.width) - x);
  const height = Math.max(1, within(Math.ceil(bottom), 0, size.height) - y);
  return { x, y, width, height, readers: "" };
}

/** The same with other numbers: it begins where it is told to, and ends at the picture's edge at the latest. */
export function withNumbers(region: Region, part: Partial<Region>, size: Size): Region {
  const wanted = { ...region, ...part };
  const x = within(wanted.x, 0, size.width - 1);
  const y = within(wanted.y, 0, size.height - 1);
  const width = within(wanted.width, 1, size.width - x);
  const height = within(wanted.height, 1, size.height - y);
  return { x, y, width, height, readers: wanted.readers };
}

/** The same elsewhere, of the same size. */
export function movedTo(region: Region, x: number, y: number, size: Size): Region {
  const { width, height } = region;
  return {
    ...region,
    x: within(x, 0, size.width - width),
    y: within(y, 0, size.height - height),
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(Math.round(value) || 0, most));
}

/** A quarter of the picture, in its middle. */
export function middle({ width, height }: Size): Region {
  return between(
    { x: width / 4, y: height / 4 },
    { x: (3 * width) / 4, y: (3 * height) / 4 },
    { width, height },
  );
}
