/** One passphrase to be stretched with scrypt (RFC 7914) as age does: r = 8, p = 1, 32 bytes. */
export interface StretchJob {
  readonly passphrase: Uint8Array;
  readonly salt: Uint8Array;
  /** Base-2 logarithm of the rounds; the memory is 2^logN KiB. */
  readonly logN: number;
}

/** A job under way on a thread of its own. */
export interface Stretching {
  /** Rejects when the thread could not be started, or died. */
  readonly result: Promise<Uint8Array>;
  /** Ends the thread in the middle of its work. */
  readonly stop: () => void;
}

/** The options of `@noble/hashes` for a job. */
export function scryptOptions({ logN }: StretchJob): {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly dkLen: number;
} {
  return { N: 2 ** logN, r: 8, p: 1, dkLen: 32 };
}
