import {
  drawGridPermutation,
  permuteGrid,
  thriftyRowBytes,
  unpermuteGrid,
  type GridPermutation,
} from "./grid-permutation.ts";
import type { Transform } from "./transform.ts";

/** Places of one cluster that follow from one pass through the labels: those at `columns` behind `from`. */
type Visit = (from: number, columns: Uint16Array, cluster: number) => void;

/**
 * Two strings of bytes, one behind the other and of equal length (the first a byte longer where they
 * are odd), in which bytes change places only within their cluster, but across both strings. The same
 * place of both has the same label.
 *
 * @param bytes of both strings
 * @param labels of the places in a string, at most 65,536; they come again when there are more places
 * @param word the next 32 bits of a generator
 */
export function clusterPermutation(
  bytes: number,
  labels: Uint8Array,
  word: () => number,
): Transform {
  const clusters = columnsOf(labels);
  const sizes = new Uint32Array(clusters.length);
  const each = (visit: Visit): void => {
    const half = Math.ceil(bytes / 2);
    walk(0, half, labels.length, clusters, visit);
    walk(half, bytes, labels.length, clusters, visit);
  };
  each((_, columns, cluster) => (sizes[cluster]! += columns.length));
  const permutations = Array.from(sizes, (size) =>
    drawGridPermutation(size, word, thriftyRowBytes(size)),
  );
  const move = (
    data: Uint8Array,
    step: (data: Uint8Array, permutation: GridPermutation) => void,
  ): void => {
    const sorted = Array.from(sizes, (size) => new Uint8Array(size));
    let at = new Uint32Array(sizes.length);
    each((from, columns, cluster) => {
      const to = sorted[cluster]!;
      const first = at[cluster]!;
      for (let i = 0; i < columns.length; i++) to[first + i] = data[from + columns[i]!]!;
      at[cluster] = first + columns.length;
    });
    for (const [cluster, permutation] of permutations.entries())
      step(sorted[cluster]!, permutation);
    at = new Uint32Array(sizes.length);
    each((from, columns, cluster) => {
      const source = sorted[cluster]!;
      const first = at[cluster]!;
      for (let i = 0; i < columns.length; i++) data[from + columns[i]!] = source[first + i]!;
      at[cluster] = first + columns.length;
    });
  };
  return {
    encrypt(data) {
      move(data, permuteGrid);
    },
    decrypt(data) {
      move(data, unpermuteGrid);
    },
  };
}

/** Where the labels of each cluster that has some stand. */
function columnsOf(labels: Uint8Array): readonly Uint16Array[] {
  return [...new Set(labels)].map((cluster) => {
    const columns = Array.from(labels.keys()).filter((column) => labels[column] === cluster);
    return Uint16Array.from(columns);
  });
}

/** Visits all places from `first` to `end`, cluster by cluster in every stretch of `period` places. */
function walk(
  first: number,
  end: number,
  period: number,
  clusters: readonly Uint16Array[],
  visit: Visit,
): void {
  for (let from = first; from < end; from += period) {
    const left = end - from;
    for (const [cluster, columns] of clusters.entries())
      visit(from, left < period ? columns.filter((column) => column < left) : columns, cluster);
  }
}
