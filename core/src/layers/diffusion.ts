/** What masks one pass of the chain: a byte a place each. */
export interface ChainKey {
  /** k', inside the S-box. */
  readonly inner: Uint8Array;
  /** k, added. */
  readonly outer: Uint8Array;
}

/** The keyed parts of one round of the nonlinear byte chain. */
export interface DiffusionRound {
  /** A permutation of the bytes. */
  readonly sBox: Uint8Array;
  readonly forward: ChainKey;
  readonly backward: ChainKey;
}

/** c[i] = p[i] + S[c[i-1] ^ k'[i]] + k[i] modulo 256: forward and then backward through the bytes. */
export function diffuse(data: Uint8Array, { sBox, forward, backward }: DiffusionRound): void {
  const last = data.length - 1;
  for (const [{ inner, outer }, start, step] of [
    [forward, 0, 1] as const,
    [backward, last, -1] as const,
  ]) {
    let before = 0;
    for (let i = start; i >= 0 && i <= last; i += step) {
      before = (data[i]! + sBox[before ^ inner[i]!]! + outer[i]!) & 255;
      data[i] = before;
    }
  }
}

export function undiffuse(data: Uint8Array, { sBox, forward, backward }: DiffusionRound): void {
  const last = data.length - 1;
  for (const [{ inner, outer }, start, step] of [
    [backward, last, -1] as const,
    [forward, 0, 1] as const,
  ]) {
    let before = 0;
    for (let i = start; i >= 0 && i <= last; i += step) {
      const cipher = data[i]!;
      data[i] = cipher - sBox[before ^ inner[i]!]! - outer[i]!;
      before = cipher;
    }
  }
}
