/** The two bytes of 16-bit samples, each in a plane of its own. */
export interface BytePlanes {
  readonly high: Uint8Array;
  readonly low: Uint8Array;
}

/**
 * Splits big-endian 16-bit samples into a plane of high bytes and one of low bytes. Of 9 to 15 bits the
 * high bytes fill only part of their range, which a cipher on bytes does not mind.
 * @throws RangeError for half a sample at the end
 */
export function splitBytes(data: Uint8Array): BytePlanes {
  if (data.length % 2 !== 0)
    throw new RangeError(`"data" expected 16-bit samples, got ${data.length} bytes`);
  const samples = data.length / 2;
  const [high, low] = [new Uint8Array(samples), new Uint8Array(samples)];
  for (let i = 0; i < samples; i++) {
    high[i] = data[2 * i]!;
    low[i] = data[2 * i + 1]!;
  }
  return { high, low };
}

/** Puts the planes together again, into `data`. */
export function joinBytes({ high, low }: BytePlanes, data: Uint8Array): void {
  for (let i = 0; i < high.length; i++) {
    data[2 * i] = high[i]!;
    data[2 * i + 1] = low[i]!;
  }
}
