import { activate } from "../activate.ts";

/**
 * Further layers on the keyed features, for studies of a deeper CNN. Each is injective, so that equal
 * features stay the only ones that come out equal.
 */
export interface FeatureLayers {
  /** Three odd taps (this word, the two before it) a layer. */
  readonly layers: readonly Int8Array[];
  /** Two rows of three taps a residual block. */
  readonly blocks: readonly (readonly [Int8Array, Int8Array])[];
}

/** Three causal taps along the words, the first of them `offset` words back. */
function causal(words: Uint16Array, taps: Int8Array, offset: number): Uint16Array {
  return words.map((_, i) =>
    taps.reduce((sum, tap, k) => sum + Math.imul(tap, words[i - offset - k] ?? 0), 0),
  );
}

/** A layer can be undone word by word since its first tap is odd; a block, since it adds earlier words. */
export function deepen(features: Uint16Array, { layers, blocks }: FeatureLayers): Uint16Array {
  let words = features;
  for (const taps of layers) words = causal(words.map(activate), taps, 0);
  for (const [first, second] of blocks) {
    const deep = causal(causal(words.map(activate), first, 0).map(activate), second, 1);
    words = words.map((word, i) => word + deep[i]!);
  }
  return words;
}
