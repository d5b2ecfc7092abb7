import type { Image } from "neuroveil/image";
import { planes } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Takes a reading of every channel, and one of all channels together under the same id. A gray image
 * has the one reading, without a channel number.
 */
export function overallAndByChannel<T>(
  id: string,
  channels: readonly T[],
  read: (channels: readonly T[]) => Reading,
): readonly MetricResult[] {
  const overall = { id, ...read(channels) };
  if (channels.length === 1) return [overall];
  return [overall, ...channels.map((each, channel) => ({ id, channel, ...read([each]) }))];
}

/** The same for a metric of a single image. */
export function readPlanes(
  id: string,
  image: Image,
  read: (planes: readonly Plane[]) => Reading,
): readonly MetricResult[] {
  return overallAndByChannel(id, planes(image), read);
}
