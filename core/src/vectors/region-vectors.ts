import { images } from "./images.ts";
import { regionSeed } from "./test-keys.ts";
import type { Vector } from "./vector.ts";
import type { Recipe, Workshop } from "./workshop.ts";

/** Two regions: the first for the viewer, too, of 20 pixels; the second for the quantum reader, of 21 + 3. */
export const regionRecipe: Pick<Recipe, "seed"> & Required<Pick<Recipe, "content" | "regions">> = {
  content: images.rgb8,
  seed: regionSeed,
  regions: [
    { areas: [[2, 1, 5, 4]], own: true },
    {
      areas: [
        [8, 7, 7, 3],
        [0, 11, 3, 1],
      ],
      own: true,
    },
  ],
};

/** Pictures of which some pixels are encrypted. */
export async function regionVectors(shop: Workshop): Promise<Vector[]> {
  const viewer = { identities: [shop.keys.viewer.identity] };
  const quantumReader = { identities: [shop.keys.quantumReader.identity] };
  const recipe = { ...regionRecipe, fileName: "ramp.jpg" };
  const closed = [{ areas: [[1, 1, 3, 2]] }] as const;
  const layout = { channels: 1, bits: 12, kind: "signed", pages: 1 } as const;
  const signed = { ...images.gray12, metadata: { origin: { format: "tiff", layout } } };
  return [
    await shop.regions(
      { name: "region-image", ...recipe },
      "Two regions, for the image's reader: a raster of 5 x 4 pixels, and one of 5 x 4 with a rest of 4.",
    ),
    await shop.regions(
      { name: "region-viewer", ...recipe },
      "The same for the reader of the first region; the second stays as it is.",
      { open: viewer, opened: [0] },
    ),
    await shop.regions(
      { name: "region-quantum-reader", ...recipe },
      "The same for the reader of the second region, which is two rectangles.",
      { open: quantumReader, opened: [1] },
    ),
    await shop.regions(
      { name: "region-gray1", content: images.gray1, seed: regionSeed, regions: closed },
      "Samples of 1 bit, visible as 0 and 255, and a region for the image's reader alone.",
    ),
    await shop.regions(
      { name: "region-gray12", content: images.gray12, seed: regionSeed, regions: closed },
      "Samples of 12 bits.",
    ),
    await shop.regions(
      { name: "region-signed", content: signed, seed: regionSeed, regions: closed },
      "Signed samples of 12 bits, whose sign is inverted before they are shown.",
    ),
    await shop.regions(
      {
        name: "region-whole",
        content: images["gray-alpha8"],
        seed: regionSeed,
        regions: [{ areas: [[0, 0, 6, 4]] }],
      },
      "All pixels are in a region, so that none is visible.",
    ),
    await shop.regions(
      {
        name: "region-chunks",
        content: images.rgba16,
        seed: regionSeed,
        chunks: { chunkRows: 2, chunkBytes: 16 },
        regions: [{ areas: [[1, 1, 1, 1]] }],
        preview: { side: 4 },
        wrap: "reader",
      },
      "A region of one pixel; what is visible is hashed in nine chunks; a preview beside it.",
    ),
  ];
}
