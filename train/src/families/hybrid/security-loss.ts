import {
  add,
  adjacentCorrelation,
  avalancheLoss,
  concatenate,
  multiply,
  relu,
  reshape,
  softEntropy,
  split,
  subtract,
  type Tensor,
} from "@neuroveil/autodiff";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import type { Known } from "./adversaries.ts";
import type { Shown } from "./contender.ts";
import { part, planeWidth } from "./planes.ts";
import { bytesOf } from "./words.ts";

const wordRange = 1 / 65_536;
const bins = 64;
const fullEntropy = Math.log2(bins);
/** Images of whose words the histogram is made. */
const sampled = 8;

/** Every image comes as it is, under a key with another bit, and with another sample. */
export const variants = 3;

/** What is asked of one part of one member, as scalars: the loss, and what it is made of. */
export type SecurityLoss = { readonly loss: Tensor } & Readonly<Record<string, Tensor>>;

/** A term of a loss: what is lacking, and the setting that is its weight. */
type Lacking = readonly [name: string, setting: Setting, lacking: Tensor];

/**
 * The security losses of the hybrid paper (section 4.5), member by member: missing entropy, correlation
 * of neighbours, too small a difference after one key bit or one sample is changed, and what
 * adversaries know. Layers and words are held to the same, as far as it makes sense.
 *
 * @param known by adversaries who see the words of the first variant
 */
export function securityLosses(
  settings: Settings<Setting>,
  { layer, keyed = false, words }: Shown,
  known: Pick<Known, "surprise" | "missed"> | undefined,
): readonly SecurityLoss[] {
  const members = (layer ?? words)!.shape[0]!;
  const each = (x: Tensor | undefined): readonly Tensor[] =>
    x === undefined ? [] : split(x, 0, members);
  const [layers, outputs] = [each(layer), each(words)];
  const [surprise, missed] = [each(known?.surprise), each(known?.missed)];
  return Array.from({ length: members }, (_, member) => {
    const terms: readonly Lacking[] = [
      ...(layer === undefined ? [] : ofLayer(layers[member]!, keyed)),
      ...(words === undefined ? [] : ofWords(outputs[member]!)),
      ...(known === undefined
        ? []
        : ([
            ["predicted", "predictor", relu(subtract(1, reshape(surprise[member]!, [])))],
            ["read", "reader", relu(subtract(1, reshape(missed[member]!, [])))],
          ] as const)),
    ];
    const loss = terms
      .map(([, setting, lacking]) => multiply(lacking, settings[setting]))
      .reduce((total, term) => add(total, term));
    return { ...Object.fromEntries(terms.map(([name, , lacking]) => [name, lacking])), loss };
  });
}

/** @param x [1, variants · images, lines, 32] */
function ofLayer(x: Tensor, keyed: boolean): readonly Lacking[] {
  const [asItIs, otherKey] = byVariant(x);
  const terms: readonly Lacking[] = [
    ["layer-missing-entropy", "entropy", missingEntropy(firstImages(asItIs), 65_535)],
    ["layer-correlation", "correlation", rowCorrelation(asItIs)],
  ];
  if (!keyed) return terms;
  const avalanche = avalancheLoss(multiply(asItIs, wordRange), multiply(otherKey, wordRange));
  return [...terms, ["layer-avalanche", "avalanche", avalanche]];
}

/** @param x [1, variants · images, steps, 32] */
function ofWords(x: Tensor): readonly Lacking[] {
  const parts = byVariant(x);
  const bytes = parts.map((words) => concatenate(bytesOf(words), 2));
  const [asItIs, otherKey, otherSample] = bytes.map((one) =>
    multiply(one, 1 / 256),
  ) as unknown as Variants;
  // A changed sample needs a step to come around.
  const last = (one: Tensor): Tensor => part(one, 1, x.shape[2]! - 1, x.shape[2]!);
  return [
    ["missing-entropy", "entropy", missingEntropy(firstImages(bytes[0]!), 255)],
    ["correlation", "correlation", rowCorrelation(parts[0])],
    ["key-avalanche", "avalanche", avalancheLoss(asItIs, otherKey)],
    ["sample-avalanche", "avalanche", avalancheLoss(last(asItIs), last(otherSample))],
  ];
}

type Variants = readonly [asItIs: Tensor, otherKey: Tensor, otherSample: Tensor];

/** [images, lines, 32] each. */
function byVariant(x: Tensor): Variants {
  const [, lanes = 0, lines = 0] = x.shape;
  return split(reshape(x, [lanes, lines, planeWidth]), 0, variants) as unknown as Variants;
}

function firstImages(x: Tensor): Tensor {
  return part(x, 0, 0, Math.min(sampled, x.shape[0]!));
}

/** As a part of full entropy. */
function missingEntropy(x: Tensor, high: number): Tensor {
  return subtract(1, multiply(softEntropy(x, { bins, low: 0, high }), 1 / fullEntropy));
}

/** All lines of all images as one. @param x [images, lines, 32] */
function rowCorrelation(x: Tensor): Tensor {
  const [images = 0, lines = 0] = x.shape;
  return adjacentCorrelation(multiply(reshape(x, [1, 1, images * lines, planeWidth]), wordRange));
}

export function average(values: readonly Tensor[]): Tensor {
  return multiply(
    values.reduce((total, value) => add(total, value)),
    1 / values.length,
  );
}

/** Every loss, averaged over the parts and members that have it. */
export function averages(losses: readonly SecurityLoss[]): Readonly<Record<string, Tensor>> {
  const names = [...new Set(losses.flatMap((one) => Object.keys(one)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = losses.map((one) => one[name]);
      return [name, average(values.filter((value) => value !== undefined))];
    }),
  );
}
