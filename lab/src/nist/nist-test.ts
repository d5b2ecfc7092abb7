import type { BitSequence } from "./bit-sequence.ts";

/** One of the P-values that a test gives. */
export interface NistPValue {
  /** Which one: a template, a state of the walk, a direction; "" where a test gives one only. */
  readonly name: string;
  readonly p: number;
}

/** A test of NIST SP 800-22 rev 1a with the parameters that its published answers have. */
export interface NistTest {
  readonly id: string;
  /** Section of the standard. */
  readonly section: string;
  /** Bits below which its distribution is not to be relied on; shorter sequences are left out. */
  readonly minimumBits: number;
  /** The P-values, always in the same order; none where the sequence does not allow the test. */
  readonly run: (sequence: BitSequence) => readonly NistPValue[];
}
