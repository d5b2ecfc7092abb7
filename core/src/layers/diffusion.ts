/** The keyed parts of one round of the nonlinear byte chain. */
export interface DiffusionRound {
  /** A permutation of the bytes. */
  readonly sBox: Uint8Array;
  /** k' of the chain, one byte a place. */
  readonly inner: Uint8Array;
  /** k of the chain, one byte a place. */
  readonly outer: Uint8Array;
}

/** c[i] = p[i] + S[c[i-1] ^ k'[i]] + k[i] modulo 256: forward and then backward through the bytes. */
export function diffuse(data: Uint8Array, { sBox, inner, outer }: DiffusionRound): void {
  const last = data.length - 1;
  for (const [start, step] of [[0, 1] as const, [last, -1] as const]) {
    let before = 0;
    for (let i = start; i >= 0 && i <= last; i += step) {
      before = (data[i]! + sBox[before ^ inner[i]!]! + outer[i]!) & 255;
      data[i] = before;
    }
  }
}

export function undiffuse(data: Uint8Array, { sBox, inner, outer }: DiffusionRound): void {
  const last = data.length - 1;
  for (const [start, step] of [[last, -1] as const, [0, 1] as const]) {
    let before = 0;
    for (let i = start; i >= 0 && i <= last; i += step) {
      const cipher = data[i]!;
      data[i] = cipher - sBox[before ^ inner[i]!]! - outer[i]!;
      before = cipher;
    }
  }
}
