import { losslessJpeg, scattered } from "../image/jpeg/lossless/made-lossless.test.data.ts";
import { decodeTwice } from "./images.test.support.ts";
import { segmentSpans } from "./jpeg.test.support.ts";
import { mutate } from "./mutate.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

const [width, height] = [23, 17];
const apart = [[0], [1], [2]];

export const losslessJpegs: FuzzTarget<Uint8Array> = {
  id: "jpeg-lossless",
  seeds: () =>
    Promise.resolve(
      [2, 8, 12, 16].flatMap((bits) =>
        [1, 3].flatMap((channels) =>
          [1, 4, 7].map((predictor) =>
            losslessJpeg({
              width,
              height,
              bits,
              predictor,
              samples: scattered(width * height * channels, bits),
              ids: Array.from({ length: channels }, (_, i) => i + 1),
              restart: predictor === 4 ? 3 : 0,
              shift: predictor === 7 ? 1 : 0,
              ...(channels === 3 && predictor > 1 && { scans: apart }),
            }),
          ),
        ),
      ),
    ),
  mutate: (seed, random) => mutate(seed, random, segmentSpans),
  run: decodeTwice,
};
