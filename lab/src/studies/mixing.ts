import { drawScene } from "../datasets/scene.ts";
import { seededRandom, type Random } from "../random/random.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { pearson } from "../statistics/pearson.ts";
import type { Study } from "./study.ts";

/** Width and height of a picture, in pixels, and of the scene that it is cut from. */
const [side, sceneSide] = [32, 96];
/** Pictures in a mixture: two private ones and two public ones, none with more than this weight. */
const [mixed, ofPrivate, heaviest] = [4, 2, 0.65];
const confidence = 0.99;
const seed = 1;

type Picture = Float64Array;

/** What is published of a private picture, as often as it is used. */
interface Mechanism {
  readonly id: string;
  /** Whether the attack must succeed, or must not; undefined of what is studied. */
  readonly falls?: boolean;
  /** @param mixture sum of the pictures; returns what is published of it */
  readonly publish: (mixture: Picture, random: Random) => Picture;
}

const mechanisms: readonly Mechanism[] = [
  {
    id: "mixture, signs drawn (InstaHide)",
    publish: (mixture, random) => mixture.map((value) => (random.below(2) === 0 ? value : -value)),
  },
  { id: "mixture as it is", falls: true, publish: (mixture) => mixture },
  {
    id: "noise in its place",
    falls: false,
    publish: (mixture, random) => mixture.map(() => random.normal()),
  },
];

/** Mixing pictures to hide them from who trains with them, and how it fails. */
export const mixingStudy: Study = {
  id: "mixing",
  question: "Does mixing pictures with others and drawing signs hide them?",
  page: () => "perceptual.md",
  run({ quick, onProgress }) {
    const [privates, publics, uses, games] = quick ? [30, 50, 30, 1000] : [50, 200, 40, 4000];
    const random = seededRandom(seed);
    const own = Array.from({ length: privates }, () => drawPicture(random));
    const others = Array.from({ length: publics }, () => drawPicture(random));
    const faults: string[] = [];
    const rows = mechanisms.map(({ id, falls, publish }, i) => {
      onProgress?.(i / mechanisms.length, id);
      // What everybody sees, and without the signs, which absolute values are.
      const seen = own.map((picture) =>
        Array.from({ length: uses }, () => {
          const rest = own.filter((other) => other !== picture);
          return publish(mixture(picture, rest, others, random), random).map(unsigned);
        }),
      );
      const paired = count(games, () => sharesPicture(seen, random));
      const outlines = own.map((picture) => picture.map(unsigned));
      const named = count(privates, (which) => {
        const mean = meanOf(seen[which]!);
        return indexOfLargest(outlines.map((outline) => pearson(mean, outline))) === which;
      });
      const works = named.low > 1 / privates;
      if (falls !== undefined && works !== falls)
        faults.push(`${id}: the attack ${works ? "succeeds" : "fails"}, and must not`);
      return `| ${id} | ${paired.text} | ${named.text} |`;
    });
    const section = `| what is published | of two, the one that shares a picture | the private picture, named by the mean of its outlines |
|---|---|---|
${rows.join("\n")}
| *guessing* | 50% | ${(100 / privates).toFixed(0)}% |

${privates} private and ${publics} public pictures of ${side} x ${side}, gray, cut out of drawn scenes; each private one published ${uses} times, with ${ofPrivate - 1} other private and ${mixed - ofPrivate} public ones, no weight above ${heaviest}; seed ${seed}, intervals of 99%. The last two rows are controls.`;
    return Promise.resolve({ section, faults });
  },
};

/** A cut of a scene, perhaps mirrored, of mean 0 and variance 1. */
function drawPicture(random: Random): Picture {
  const { data } = drawScene(random.below(2 ** 16), sceneSide);
  const [left, top] = [random.below(sceneSide - side), random.below(sceneSide - side)];
  const mirrored = random.below(2) === 1;
  const values = Float64Array.from({ length: side * side }, (_, i) => {
    const x = mirrored ? side - 1 - (i % side) : i % side;
    return data[3 * ((top + Math.floor(i / side)) * sceneSide + left + x) + 1]!;
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(square + 1));
}

function mixture(
  picture: Picture,
  privates: readonly Picture[],
  publics: readonly Picture[],
  random: Random,
): Picture {
  const weights = drawWeights(random);
  const parts = [picture];
  while (parts.length < mixed) {
    const from = parts.length < ofPrivate ? privates : publics;
    parts.push(from[random.below(from.length)]!);
  }
  return picture.map((_, i) => parts.reduce((sum, part, k) => sum + weights[k]! * part[i]!, 0));
}

function drawWeights(random: Random): readonly number[] {
  for (;;) {
    const drawn = Array.from({ length: mixed }, () => random.uniform());
    const sum = drawn.reduce((a, b) => a + b);
    const weights = drawn.map((weight) => weight / sum);
    if (Math.max(...weights) <= heaviest) return weights;
  }
}

/** Whether of two publications the one that shares a private picture is more like a third. */
function sharesPicture(seen: readonly (readonly Picture[])[], random: Random): boolean {
  const one = random.below(seen.length);
  const other = (one + 1 + random.below(seen.length - 1)) % seen.length;
  const [a, b] = [0, 1].map((half) => {
    const uses = seen[one]!.length >> 1;
    return seen[one]![half * uses + random.below(uses)]!;
  }) as [Picture, Picture];
  const apart = seen[other]![random.below(seen[other]!.length)]!;
  return pearson(a, b) > pearson(a, apart);
}

/** Without its sign, in thousandths of a standard deviation. */
function unsigned(value: number): number {
  return Math.round(1000 * Math.abs(value));
}

function meanOf(pictures: readonly Picture[]): Picture {
  return pictures[0]!.map((_, i) =>
    Math.round(pictures.reduce((sum, picture) => sum + picture[i]!, 0) / pictures.length),
  );
}

function indexOfLargest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

function count(
  trials: number,
  succeeds: (trial: number) => boolean,
): { readonly low: number; readonly text: string } {
  const successes = Array.from({ length: trials }, (_, i) => succeeds(i)).filter(Boolean).length;
  const { low, high } = clopperPearson(successes, trials, confidence);
  const percent = (share: number): string => (100 * share).toFixed(1);
  return {
    low,
    text: `${percent(successes / trials)}% (${percent(low)} to ${percent(high)}; n ${trials})`,
  };
}
