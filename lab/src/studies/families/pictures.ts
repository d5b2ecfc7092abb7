import { basename } from "node:path";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { openDataset } from "../../datasets/open-dataset.ts";
import { photographOf } from "../photographs.ts";
import type { Picture } from "./parts.ts";

/** Rows and columns of a picture, cut out of the middle. */
const pictureSide = 128;

/**
 * The pictures of data sets and files: images in colour of 8 bits that are large enough; others are left
 * out.
 *
 * @throws {NeuroveilError} "input" where there is none, or two have one name
 */
export async function readPictures(inputs: readonly string[]): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const input of inputs)
    for await (const { name, image } of (await openDataset(input)).samples())
      if (isSuitable(image))
        pictures.push({ name: basename(name), image: photographOf(image, pictureSide, 3) });
  const names = new Set(pictures.map(({ name }) => name));
  if (names.size === 0 || names.size < pictures.length)
    throw new NeuroveilError("input", {
      expected: `images in colour of ${pictureSide} rows and columns or more, each of another name`,
      got: `${pictures.length} of ${names.size} names`,
      todo: 'name files, folders or "generated"',
    });
  return pictures;
}

function isSuitable({ width, height, channels, bits }: Image): boolean {
  return bits === 8 && (channels === 3 || channels === 4) && Math.min(width, height) >= pictureSide;
}
