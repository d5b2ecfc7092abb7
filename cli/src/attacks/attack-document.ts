import type { Failure } from "@neuroveil/jobs";
import type { Finding, NotTried } from "@neuroveil/lab/attacks";

/** An attack that could not be carried out. */
export interface Failed {
  readonly attack: string;
  readonly cipher: string;
  readonly error: Failure;
}

/** What `attack --json` prints: pictures are in the report. */
export interface AttackDocument {
  readonly seed: number;
  /** Probability of a false "broken" over all attacks on one cipher. */
  readonly level: number;
  readonly seconds: number;
  readonly version: string;
  readonly results: readonly Omit<Finding, "picture">[];
  readonly notTried: readonly NotTried[];
  readonly failed: readonly Failed[];
}
