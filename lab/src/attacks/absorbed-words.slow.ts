import { HybridNetwork, readWeights, seedWeights } from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import { seededRandom } from "../random/random.ts";

/** Twice as many give 4 to 30 collisions where a word is absorbed right after another. */
const usual = 1 << 17;
const random = seededRandom(20);

/** Inputs that two words are varied in, and of outputs that are the same those with different words. */
function repeated(
  output: (first: number, second: number) => Uint16Array,
  count: number = usual,
): number {
  const seen = new Map<string, number>();
  let found = 0;
  for (let i = 0; i < count; i++) {
    const [first, second] = [random.below(1 << 16), random.below(1 << 16)];
    const name = output(first, second).subarray(0, 4).join();
    const words = first * 65_536 + second;
    if ((seen.get(name) ?? words) !== words) found++;
    seen.set(name, words);
  }
  return found;
}

test("words that meet in one sum are found", () => {
  const meeting = (first: number, second: number): Uint16Array =>
    Uint16Array.of(first + 3 * second, 1, 2, 3);
  expect(repeated(meeting)).toBeGreaterThan(usual / 4);
});

const network = new HybridNetwork(readWeights(await seedWeights("a study of absorbed words")));
const { sequence } = network;
const stateWords = sequence.stateWords;
const units = stateWords / 2;
const key = Uint16Array.from({ length: stateWords }, () => random.below(1 << 16));
const features = Uint16Array.from({ length: stateWords }, () => random.below(1 << 16));

/** Where a word is added: to the cell before anything is absorbed (the tweak), or to the features. */
type Place = readonly ["tweak" | "features" | "second features", number];

function changed(
  words: Uint16Array,
  kind: Place[0],
  changes: readonly (readonly [Place, number])[],
): Uint16Array {
  const copy = words.slice();
  for (const [[where, at], by] of changes)
    if (where === kind) copy[where === "tweak" ? units + at : at]! += by;
  return copy;
}

/** An attacker does not choose digests; without a blank step behind each, 30 states of 2^18 came back. */
test("digests that are chosen do not let the root's state come back", () => {
  const digests = Uint16Array.from({ length: 2 * sequence.digestWords }, () =>
    random.below(1 << 16),
  );
  const root = (first: number, second: number): Uint16Array => {
    const chosen = digests.slice();
    chosen[7]! += first;
    chosen[sequence.digestWords + 7]! += second;
    const root = sequence.root(key);
    root.absorb(chosen);
    return root.end();
  };
  expect(repeated(root, 2 * usual)).toBe(0);
});

const pairs: readonly (readonly [Place, Place])[] = [
  [
    ["tweak", 0],
    ["features", 0],
  ],
  [
    ["tweak", 1],
    ["features", 1],
  ],
  [
    ["tweak", 21],
    ["features", 21],
  ],
  [
    ["features", 7],
    ["features", units + 7],
  ],
  [
    ["features", 7],
    ["features", units + 8],
  ],
];

test.each(pairs)("masks with %j and %j varied never come back, whatever the features", (a, b) => {
  const mask = (first: number, second: number): Uint16Array => {
    const changes = [[a, first] as const, [b, second] as const];
    return sequence.mask(changed(key, "tweak", changes), changed(features, "features", changes), 4);
  };
  expect(repeated(mask)).toBe(0);
});

test.each([
  ...pairs,
  [
    ["features", 7],
    ["second features", 7],
  ],
  [
    ["features", 7],
    ["second features", units + 7],
  ],
] as const)("digests with %j and %j varied never come back", (a, b) => {
  const digest = (first: number, second: number): Uint16Array => {
    const changes = [[a, first] as const, [b, second] as const];
    return sequence.digest(changed(key, "tweak", changes), [
      changed(features, "features", changes),
      changed(features, "second features", changes),
    ]);
  };
  expect(repeated(digest)).toBe(0);
});
