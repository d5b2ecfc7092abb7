import type { Image } from "neuroveil/image";
import { correlation } from "../metrics/correlation.ts";
import { histogram } from "../metrics/histogram.ts";
import { planes } from "../metrics/plane.ts";
import { bitPlanes, type BitPlane } from "./bit-planes.ts";
import { channelNames } from "./channel-names.ts";
import type { HistogramBand } from "./histogram-chart.ts";
import { toPicture, type Picture } from "./picture.ts";
import { averaged, reduction, thinned } from "./reduce.ts";
import { neighbours, scatterPicture, type Neighbour } from "./scatter-picture.ts";

/** Samples against their neighbours in one direction. */
export interface Scatter {
  readonly direction: Neighbour["name"];
  readonly picture: Picture;
  /** Correlation of every channel over all pairs. */
  readonly correlations: readonly number[];
}

/** One image, looked at. */
export interface ImagePictures {
  readonly picture: Picture;
  /** Rows and columns that became one in `picture`. */
  readonly step: number;
  readonly histogram: readonly HistogramBand[];
  readonly scatters: readonly Scatter[];
  readonly bitPlanes: readonly BitPlane[];
  /** The channel whose bits are shown. */
  readonly bitChannel: string;
}

/**
 * @param kind a plain image is made smaller by means, a cipher image by leaving pixels out
 * @param side of a cipher image's picture at the most, in pixels; a plain image's is half as large again
 */
export async function imagePictures(
  image: Image,
  kind: "plain" | "cipher",
  side: number,
): Promise<ImagePictures> {
  const names = channelNames[image.colour];
  // The plain image is stored once in a report, and compresses.
  const largest = kind === "plain" ? Math.ceil(1.5 * side) : side;
  const colours = image.colour === "rgb" || image.colour === "rgba";
  const scatters: Scatter[] = [];
  const correlations = correlation(image);
  for (const neighbour of neighbours) {
    const picture = await scatterPicture(image, neighbour);
    if (picture === undefined) continue;
    const id = `correlation-${neighbour.name}`;
    const values = correlations.filter((each) => each.id === id).map(({ value }) => value);
    scatters.push({ direction: neighbour.name, picture, correlations: values });
  }
  // Green is nearest to what the eye sees of brightness.
  const channel = colours ? 1 : 0;
  return {
    picture: await toPicture(kind === "plain" ? averaged(image, largest) : thinned(image, largest)),
    step: reduction(image, largest),
    histogram: planes(image).map((plane, i) => ({
      name: names[i] ?? String(i),
      tone: colours ? (tones[i] ?? "gray") : "gray",
      counts: histogram([plane]).counts,
    })),
    scatters,
    bitPlanes: await bitPlanes(image, channel, Math.ceil(side / 2)),
    bitChannel: names[channel] ?? String(channel),
  };
}

const tones = ["red", "green", "blue"] as const;
