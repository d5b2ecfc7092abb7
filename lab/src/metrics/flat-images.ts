import type { Image } from "neuroveil/image";
import { firstRows } from "./byte-lanes.ts";
import { chiSquare } from "./chi-square.ts";
import { coincidencesTest } from "./coincidences.ts";
import { asTest, chiSquaredLimits, fillsBins } from "./limits.ts";
import { judged, type Metric, type MetricNote, type Test } from "./metric.ts";
import { repeatedBlocksOf } from "./repeated-blocks.ts";

// An image of one colour shows what depends on its samples alone: a permutation leaves it as it is, a
// codebook makes all of its blocks alike.

type Flat = "black" | "white";

/** A test of the cipher image of a black and of a white image. */
function ofBoth(
  id: string,
  meaning: string,
  measure: (id: string, image: Image) => readonly Test[],
): readonly Metric[] {
  const of = (subject: Flat): Metric => {
    const note: MetricNote = { id: `${subject}-${id}`, meaning: meaning.replace("#", subject) };
    return judged({
      subject,
      notes: [note],
      measure: (image) => measure(note.id, image),
    });
  };
  return [of("black"), of("white")];
}

export const flatImages: readonly Metric[] = [
  ...ofBoth(
    "chi-square",
    "How uneven the histogram of a # image's cipher image is.",
    (id, image) => {
      const levels = 2 ** Math.min(8, image.bits);
      return chiSquare(image)
        .slice(0, 1)
        .filter(({ n }) => fillsBins(n, levels))
        .map((result) =>
          asTest({ ...result, id }, (_, level) => chiSquaredLimits(levels - 1, level)),
        );
    },
  ),
  ...ofBoth("coincidences", "How often bytes near each other are equal there.", (id, image) =>
    coincidencesTest(id, firstRows(image)),
  ),
  ...ofBoth("repeated-blocks", "Blocks of it that occur again.", (id, image) =>
    repeatedBlocksOf(id, firstRows(image)),
  ),
];
