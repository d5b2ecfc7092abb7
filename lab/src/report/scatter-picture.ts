import type { Image } from "neuroveil/image";
import { planes } from "../metrics/plane.ts";
import { toPicture, type Picture } from "./picture.ts";

/** From a sample to its neighbour, in columns and rows. */
export interface Neighbour {
  readonly name: "horizontal" | "vertical" | "diagonal";
  readonly right: 0 | 1;
  readonly down: 0 | 1;
}

export const neighbours: readonly Neighbour[] = [
  { name: "horizontal", right: 1, down: 0 },
  { name: "vertical", right: 0, down: 1 },
  { name: "diagonal", right: 1, down: 1 },
];

const side = 128;
const pairs = 4000;
// Legible on a light page and on a dark one.
const blue = [58, 122, 214] as const;

/**
 * Samples against their neighbours of the same channel: up to 4,000 pairs, drawn at random and the
 * same ones every time. The lower left corner is black beside black.
 *
 * @returns undefined where no two pixels lie like that
 */
export async function scatterPicture(
  image: Image,
  { right, down }: Neighbour,
): Promise<Picture | undefined> {
  const [columns, rows] = [image.width - right, image.height - down];
  if (columns < 1 || rows < 1) return undefined;
  const { colour, channels } = image;
  const coloured = colour === "rgba" || colour === "gray-alpha" ? channels - 1 : channels;
  const all = planes(image).slice(0, coloured);
  const level = (sample: number): number => Math.floor((sample * side) / 2 ** image.bits);
  const counts = new Uint16Array(side * side);
  const random = splitMix32(1);
  for (let i = 0; i < pairs; i++) {
    const { samples } = all[i % all.length]!;
    const [x, y] = [Math.floor(random() * columns), Math.floor(random() * rows)];
    const at = y * image.width + x;
    const [one, other] = [samples[at]!, samples[at + down * image.width + right]!];
    counts[(side - 1 - level(other)) * side + level(one)]!++;
  }
  const data = new Uint8Array(4 * counts.length);
  for (const [i, count] of counts.entries())
    if (count > 0) data.set([...blue, Math.min(255, 120 + 45 * count)], 4 * i);
  const shape = { width: side, height: side, channels: 4, bits: 8, colour: "rgba" } as const;
  return toPicture({ ...shape, data, metadata: {} });
}

/** Numbers from 0 up to 1; no quality is needed beyond the same picture everywhere. */
function splitMix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
