/** What is to be told apart, and how. */
export interface Clustering {
  /** Coordinates below 2^20 in size, point after point: sums and squared distances are exact. */
  readonly points: Int32Array;
  readonly dimension: number;
  /** At most 256. */
  readonly clusters: number;
  /** Times that the centres move. */
  readonly iterations: number;
}

/**
 * Lloyd's k-means in integers, the same in every engine: centres begin at points evenly spread over the
 * sequence and move to the mean of their points, rounded down; of equally near centres the first counts;
 * a centre without points stays where it is.
 *
 * @returns the number of its cluster for every point
 */
export function kMeans(clustering: Clustering): Uint8Array {
  const { points, dimension, clusters, iterations } = clustering;
  const count = points.length / dimension;
  const centres = new Int32Array(clusters * dimension);
  for (let cluster = 0; cluster < clusters; cluster++) {
    const from = Math.floor((cluster * count) / clusters) * dimension;
    centres.set(points.subarray(from, from + dimension), cluster * dimension);
  }
  for (let i = 0; i < iterations; i++) move(centres, clustering, assign(centres, clustering));
  return assign(centres, clustering);
}

function assign(centres: Int32Array, { points, dimension, clusters }: Clustering): Uint8Array {
  const labels = new Uint8Array(points.length / dimension);
  for (let point = 0; point < labels.length; point++) {
    let nearest = Infinity;
    for (let cluster = 0; cluster < clusters; cluster++) {
      let distance = 0;
      for (let i = 0; i < dimension; i++) {
        const apart = points[point * dimension + i]! - centres[cluster * dimension + i]!;
        distance += apart * apart;
      }
      if (distance >= nearest) continue;
      nearest = distance;
      labels[point] = cluster;
    }
  }
  return labels;
}

function move(centres: Int32Array, { points, dimension }: Clustering, labels: Uint8Array): void {
  const sums = new Float64Array(centres.length);
  const counts = new Uint32Array(centres.length / dimension);
  for (const [point, label] of labels.entries()) {
    counts[label]!++;
    for (let i = 0; i < dimension; i++)
      sums[label * dimension + i]! += points[point * dimension + i]!;
  }
  for (let i = 0; i < centres.length; i++) {
    const members = counts[Math.floor(i / dimension)]!;
    if (members > 0) centres[i] = Math.floor(sums[i]! / members);
  }
}
