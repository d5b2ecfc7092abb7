import { meanInterval } from "../statistics/mean-interval.ts";
import type { Figure, Measurement } from "./measure.ts";

/** A metric of one cipher on one data set: its mean over pictures and keys, with a 95% interval. */
export interface MetricMean {
  readonly id: string;
  /** Absent where all channels count together, or where it is the mean of the channels' values. */
  readonly channel?: number;
  /** null: infinite in every job, as the signal-to-noise ratio of equal images. */
  readonly value: number | null;
  /** Ends of Student's 95% interval; null where one value says nothing about its scatter. */
  readonly low: number | null;
  readonly high: number | null;
  /** Jobs that it is the mean of. */
  readonly n: number;
  /** Jobs in which it was infinite, which no mean can take in; absent where there was none. */
  readonly infinite?: number;
  /** Mean of what an ideal cipher gives on such images; absent where that is not known. */
  readonly expected?: number;
}

interface Growing {
  readonly id: string;
  readonly channel?: number;
  readonly values: number[];
  readonly expected: number[];
  infinite: number;
}

/** Every value of every metric, averaged, and the seconds; in the order of an analysis. */
export function meansOf(measurements: Iterable<Measurement>): readonly MetricMean[] {
  const found = new Map<string, Growing>();
  const add = (
    id: string,
    value: number | undefined,
    { channel, expected }: { channel?: number | undefined; expected?: number | undefined } = {},
  ): void => {
    const name = `${id} ${channel ?? ""}`;
    const place = channel === undefined ? {} : { channel };
    const metric = found.get(name) ?? { id, ...place, values: [], expected: [], infinite: 0 };
    found.set(name, metric);
    if (value === undefined) metric.infinite++;
    else metric.values.push(value);
    if (expected !== undefined) metric.expected.push(expected);
  };
  for (const { outcomes, figures = [], seconds, decryptionSeconds } of measurements) {
    for (const { id, channel, value, expected } of outcomes)
      if (value !== null) add(id, value, { channel, expected });
    for (const { id, channel, value } of figures) add(id, value ?? undefined, { channel });
    for (const [id, value] of overChannels([...outcomes, ...figures])) add(id, value);
    if (seconds !== null) add("encryption-seconds", seconds);
    if (typeof decryptionSeconds === "number") add("decryption-seconds", decryptionSeconds);
  }
  return [...found.values()].map(meanOf);
}

function meanOf({ id, channel, values, expected, infinite }: Growing): MetricMean {
  const place = channel === undefined ? {} : { channel };
  if (values.length === 0)
    return { id, ...place, value: null, low: null, high: null, n: infinite, infinite };
  const { value, low, high, n } = meanInterval(values);
  return {
    id,
    ...place,
    value,
    low: Number.isFinite(low) ? low : null,
    high: Number.isFinite(high) ? high : null,
    n,
    ...(infinite > 0 && { infinite }),
    ...(expected.length === n && { expected: expected.reduce((sum, x) => sum + x, 0) / n }),
  };
}

/** Of metrics that a job has channel by channel only: the mean of its channels. */
function overChannels(found: readonly Figure[]): ReadonlyMap<string, number> {
  const whole = new Set(found.flatMap(({ id, channel }) => (channel === undefined ? [id] : [])));
  const channels = new Map<string, number[]>();
  for (const { id, value } of found)
    if (!whole.has(id) && value !== null) channels.set(id, [...(channels.get(id) ?? []), value]);
  return new Map(
    [...channels].map(([id, values]) => [
      id,
      values.reduce((sum, value) => sum + value, 0) / values.length,
    ]),
  );
}

/** Whether a mean is of a clock: what two runs do not have in common. */
export function isTime({ id }: MetricMean): boolean {
  return id === "encryption-seconds" || id === "decryption-seconds";
}
