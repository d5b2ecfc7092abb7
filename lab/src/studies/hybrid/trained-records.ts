import type { AblationRecord } from "./measure-ablation.ts";

/** What tells one training from another of the same recipe. */
export interface Training {
  readonly rate: number;
  readonly batch: number;
  /** Of initial weights, examples and keys. */
  readonly seed: string;
}

/** A training as it was done. */
export interface TrainingRecord extends Training {
  /** All settings of the recipe. */
  readonly settings: Readonly<Record<string, number>>;
  readonly dataset: string;
  /** Of the weight file. */
  readonly sha256: string;
  /** Seconds of the processor, measuring included. */
  readonly seconds: number;
  /** Means over trials, by the ids of the recipe's figures. */
  readonly figures: Readonly<Record<string, number>>;
}

/** The cipher with weights from a seed, or trained ones. */
export interface WeightsRecord {
  /** Undefined where the weights come from a seed. */
  readonly training?: TrainingRecord;
  /** By how many bits of each state the key fills. */
  readonly cells: Readonly<Record<string, AblationRecord>>;
}

/** The learned autoencoder. */
export interface LearnedRecord {
  readonly training: TrainingRecord;
}
