import { scaleLinear } from "d3-scale";
import { markup, type Markup } from "./markup.ts";

/** A value, and where it may lie. */
export interface IntervalStrip {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly expected?: number | undefined;
}

const [width, height] = [132, 18];
const [bandStart, bandEnd, edge] = [26, 106, 6];

/**
 * A value against its interval, small enough for a cell of a table: the band is where it may lie and
 * always as wide, an arrow at the edge means that the value lies further out.
 *
 * @returns nothing where there is no interval
 */
export function intervalStrip(strip: IntervalStrip): Markup | undefined {
  const { value } = strip;
  // What is infinite has no place: the limits of a ratio without noise.
  const [low, high, expected] = [strip.low, strip.high, strip.expected].map(finite);
  if (low === undefined && high === undefined) return undefined;
  // An open side is drawn as far out as the expected value lies from the limit.
  const known = low ?? high!;
  const reach = Math.abs((expected ?? 0) - known) || Math.abs(known) || 1;
  const [from, to] = [low ?? known - 2 * reach, high ?? known + 2 * reach];
  const x = scaleLinear([from, to], [bandStart, bandEnd]);
  const band = {
    left: low === undefined ? 0 : bandStart,
    right: high === undefined ? width : bandEnd,
  };
  // A scale makes NaN of an infinite value.
  const bounded = Math.max(from - (to - from), Math.min(to + (to - from), value));
  const at = Number.isNaN(value) ? edge : Math.max(edge, Math.min(width - edge, x(bounded)));
  const inside = value >= (low ?? -Infinity) && value <= (high ?? Infinity);
  const beyond = at === edge ? -1 : 1;
  const middle = height / 2;
  const mark =
    at > edge && at < width - edge
      ? markup`<circle class="${inside ? "value" : "outside"}" cx="${at.toFixed(1)}" cy="${middle}" r="4"/>`
      : markup`<path class="${inside ? "value" : "outside"}" d="M${at + 5 * beyond} ${middle}l${-8 * beyond} -5v10z"/>`;
  const mean = expected === undefined ? -1 : x(expected);
  const tick =
    mean > 0 && mean < width
      ? markup`<path class="reach" d="M${mean.toFixed(1)} 3v${height - 6}"/>`
      : undefined;
  return markup`<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true"><rect class="band" x="${band.left}" y="4" width="${band.right - band.left}" height="${height - 8}" rx="3"/>${tick}${mark}</svg>`;
}

function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
