import type { Provenance } from "../provenance.ts";
import type { AblationRecord } from "./measure-ablation.ts";
import type { NetworkRecord, SearchRecord } from "./measure-attacks.ts";
import type { NoiseRecord } from "./measure-noise.ts";
import type { PicturesRecord } from "./measure-pictures.ts";
import type { TimesRecord } from "./measure-times.ts";
import type { SetRecord } from "./picture-set.ts";
import type { LearnedRecord, Training, WeightsRecord } from "./trained-records.ts";

/** With what the record was begun, and on what. */
export interface RunRecord extends Provenance {
  readonly sets: readonly SetRecord[];
}

/** The cipher in C99 on small processors, as lab/scripts/embedded.mjs counts it. */
export interface EmbeddedRecord {
  readonly compiler: string;
  readonly emulator: string;
  /** Bytes. */
  readonly weights: number;
  readonly key: number;
  readonly counts: readonly {
    readonly processor: string;
    /** Of a gray picture, in pixels. */
    readonly side: number;
    /** Instructions. */
    readonly encrypt: number;
    readonly decrypt: number;
    /** Bytes at the most. */
    readonly stack: number;
    readonly code: number;
    readonly data: number;
  }[];
}

/** Results of the study by the names of its parts, as docs/studies/hybrid.jsonl has them. */
export type Records = ReadonlyMap<string, unknown>;

/** Names of parts: what they are called in the record. */
export const part = {
  run: "run",
  pictures: (cipher: string, set: string): string => `pictures | ${cipher} | ${set}`,
  /** What tells a cipher from what it was before a change: with it everything about a row is measured again. */
  form: (cipher: string): string => `form | ${cipher}`,
  times: "times",
  embedded: "embedded",
  ablation: (name: string): string => `ablation | ${name}`,
  network: (cipher: string, setting: string, pairs: number): string =>
    `network | ${cipher} | ${setting} | ${pairs}`,
  search: (cipher: string): string => `search | ${cipher}`,
  noise: (cipher: string): string => `noise | ${cipher}`,
  seeded: (seed: string): string => `seeded | ${seed}`,
  trained: ({ rate, batch, seed }: Training): string =>
    `trained | rate ${rate}, batch ${batch} | ${seed}`,
  learned: ({ rate, batch, seed }: Training): string =>
    `learned | rate ${rate}, batch ${batch} | ${seed}`,
} as const;

/** The record, part by part; undefined for what has not been measured. */
export class HybridRecords {
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  get run(): RunRecord | undefined {
    return this.#records.get(part.run) as RunRecord | undefined;
  }

  get times(): TimesRecord | undefined {
    return this.#records.get(part.times) as TimesRecord | undefined;
  }

  get embedded(): EmbeddedRecord | undefined {
    return this.#records.get(part.embedded) as EmbeddedRecord | undefined;
  }

  /** The fingerprint of the cipher that was measured. */
  form(cipher: string): string | undefined {
    return this.#records.get(part.form(cipher)) as string | undefined;
  }

  pictures(cipher: string, set: string): PicturesRecord | undefined {
    return this.#records.get(part.pictures(cipher, set)) as PicturesRecord | undefined;
  }

  ablation(name: string): AblationRecord | undefined {
    return this.#records.get(part.ablation(name)) as AblationRecord | undefined;
  }

  network(cipher: string, setting: string, pairs: number): NetworkRecord | undefined {
    return this.#records.get(part.network(cipher, setting, pairs)) as NetworkRecord | undefined;
  }

  search(cipher: string): SearchRecord | undefined {
    return this.#records.get(part.search(cipher)) as SearchRecord | undefined;
  }

  /** The cipher with weights from seeds, in the order in which they were measured. */
  get seeded(): readonly WeightsRecord[] {
    return this.#beginning("seeded | ") as readonly WeightsRecord[];
  }

  /** The same with trained weights. */
  get trained(): readonly WeightsRecord[] {
    return this.#beginning("trained | ") as readonly WeightsRecord[];
  }

  /** The autoencoder that the paper trains. */
  get learned(): readonly LearnedRecord[] {
    return this.#beginning("learned | ") as readonly LearnedRecord[];
  }

  #beginning(name: string): readonly unknown[] {
    return [...this.#records].flatMap(([key, value]) => (key.startsWith(name) ? [value] : []));
  }

  noise(cipher: string): NoiseRecord | undefined {
    return this.#records.get(part.noise(cipher)) as NoiseRecord | undefined;
  }
}
