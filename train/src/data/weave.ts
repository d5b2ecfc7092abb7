import type { Random } from "@neuroveil/autodiff";

type Colour = readonly [red: number, green: number, blue: number];

/** Pixels from one thread to the next. */
const thinnest = 3;
const thickest = 6;
/** How far threads get darker towards their edges, and how far single samples stray. */
const shade = 48;
const grain = 16;

/**
 * Drawn cloth in plain weave: threads of one colour across threads of another, each above its
 * neighbours by turns and darker towards its edges, with a grain of independent samples. Colours,
 * thickness and place are drawn for every piece.
 *
 * @returns [count, 3, side, side], samples less 128
 */
export function drawWeaves(count: number, side: number, random: Random): Float32Array {
  const plane = side * side;
  const pieces = new Float32Array(3 * count * plane);
  for (let piece = 0; piece < count; piece++) {
    const thread = thinnest + random.below(thickest - thinnest + 1);
    const [left, top] = [random.below(2 * thread), random.below(2 * thread)];
    const colours = [colour(random), colour(random)] as const;
    for (let i = 0; i < plane; i++) {
      const [x, y] = [left + (i % side), top + Math.floor(i / side)];
      const across = (Math.floor(x / thread) + Math.floor(y / thread)) % 2;
      const place = (across === 0 ? x : y) % thread;
      const fromMiddle = Math.abs(2 * place + 1 - thread) / thread;
      for (let channel = 0; channel < 3; channel++) {
        const sample = colours[across]![channel]! - shade * fromMiddle;
        pieces[(3 * piece + channel) * plane + i] =
          Math.round(sample) + random.below(2 * grain + 1) - grain;
      }
    }
  }
  return pieces;
}

/** Less 128, and such that shade and grain stay within 8 bits. */
function colour(random: Random): Colour {
  const low = shade + grain - 128;
  const sample = (): number => low + random.below(128 - grain - low);
  return [sample(), sample(), sample()];
}
