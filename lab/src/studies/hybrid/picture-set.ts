import { basename } from "node:path";
import { sha256, toHex } from "neuroveil/internal/bytes";
import { samplesSha256, type Image } from "neuroveil/image";
import { middleOf } from "../../analysis/made-images.ts";
import { openDataset } from "../../datasets/open-dataset.ts";

/** Pictures of one data set, cut to what a study can afford. */
export interface PictureSet {
  readonly name: string;
  readonly images: readonly Image[];
}

/** What a record keeps of a set. */
export interface SetRecord {
  readonly name: string;
  readonly pictures: number;
  /** Of the largest, as cut: width, height, channels. */
  readonly largest: readonly [width: number, height: number, channels: number];
  /** SHA-256 of the SHA-256 of every picture's samples, in hex. */
  readonly sha256: string;
}

/** Names of public sets by the names of their folders. */
const known: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^mnist/i, "MNIST"],
  [/^cifar-?10/i, "CIFAR-10"],
  [/^imagenet/i, "ImageNet sample"],
  [/^kodak/i, "Kodak"],
];

/** The middle of larger pictures, so that the slowest cipher gets through them. */
const side = 128;
/** Small pictures are cheap, large ones tell more each. */
const [smallCount, largeCount] = [60, 24];

/**
 * The first pictures of a set: at most 60 that are small, 24 that are cut; of the depth 8 bits.
 * Pictures with the samples of an earlier one count once.
 */
export async function readSet(folder: string, quick: boolean): Promise<PictureSet> {
  const dataset = await openDataset(folder);
  const images: Image[] = [];
  const seen = new Set<string>();
  for await (const { image } of dataset.samples({ onUnreadable: () => undefined })) {
    if (image.bits !== 8) continue;
    const cut = middleOf(image, quick ? 32 : side);
    const hash = await samplesSha256(cut);
    if (seen.has(hash)) continue;
    seen.add(hash);
    images.push({ ...cut, metadata: {} });
    const small = image.width < side && image.height < side;
    if (images.length === (quick ? 4 : small ? smallCount : largeCount)) break;
  }
  const name = basename(folder);
  return { name: known.find(([pattern]) => pattern.test(name))?.[1] ?? name, images };
}

export async function setRecord({ name, images }: PictureSet): Promise<SetRecord> {
  const hashes = await Promise.all(images.map((image) => samplesSha256(image)));
  const largest = images.reduce((most, image) =>
    image.data.length > most.data.length ? image : most,
  );
  return {
    name,
    pictures: images.length,
    largest: [largest.width, largest.height, largest.channels],
    sha256: toHex(await sha256(new TextEncoder().encode(hashes.join()))),
  };
}
