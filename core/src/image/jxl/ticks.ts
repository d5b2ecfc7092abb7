import { keptAsFile } from "../not-pixels.ts";
import type { JxlAnimation } from "./header.ts";
import type { OxideRender } from "./oxide.ts";

/**
 * The codestream, changed so that the decoder tells how many ticks a frame is shown. It gives ticks times
 * the rate's numerator instead of ticks over it, of which it keeps the lowest 32 bits: the numerator
 * becomes 1 where it can in its place. Nothing else depends on it.
 */
export function withSlowTicks(codestream: Uint8Array, { rateBits }: JxlAnimation): Uint8Array {
  const result = codestream.slice();
  for (let at = rateBits[0]; at < rateBits[1]; at++) result[at >> 3]! &= ~(1 << (at & 7));
  return result;
}

/** What a frame of an animated PNG can last: 16 bits over 16 bits. */
const most = 65_535;

/**
 * Seconds that a frame of {@link withSlowTicks} is shown, as a fraction in lowest terms.
 *
 * Of 100 and 1000 ticks a second, which have no bits of their own, a product of more than 32 bits is no
 * multiple any more and refused, unless ticks are 2^30 or 2^29 too many: more than six days.
 * @throws NotPixels where an animated PNG cannot say it
 */
export function delayOf(
  { durationNumerator, durationDenominator }: OxideRender,
  { rate, rateBits }: JxlAnimation,
): readonly [number, number] {
  if (durationDenominator === 0) {
    throw keptAsFile("a JPEG XL document of several pages", "one picture or an animation");
  }
  const factor = rateBits[0] === rateBits[1] ? rate[0] : 1;
  const ticks = durationNumerator / factor;
  const [seconds, parts] = [ticks * rate[1], rate[0]];
  const common = divisor(seconds, parts);
  if (!Number.isInteger(ticks) || seconds / common > most || parts / common > most) {
    throw keptAsFile(
      Number.isInteger(ticks)
        ? `an animated JPEG XL image with a frame of ${seconds}/${parts} s`
        : "an animated JPEG XL image with a frame of more than an hour",
      "frames that an animated PNG can show as long",
    );
  }
  return [seconds / common, parts / common];
}

/** The greatest of both; of 0 and b it is b. */
function divisor(a: number, b: number): number {
  return a === 0 ? b : divisor(b % a, a);
}
