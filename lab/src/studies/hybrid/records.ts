import type { Provenance } from "../provenance.ts";
import type { AblationRecord } from "./measure-ablation.ts";
import type { NetworkRecord, SearchRecord } from "./measure-attacks.ts";
import type { NoiseRecord } from "./measure-noise.ts";
import type { PicturesRecord } from "./measure-pictures.ts";
import type { TimesRecord } from "./measure-times.ts";
import type { SetRecord } from "./picture-set.ts";

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
  times: "times",
  embedded: "embedded",
  ablation: (name: string): string => `ablation | ${name}`,
  network: (cipher: string, setting: string, pairs: number): string =>
    `network | ${cipher} | ${setting} | ${pairs}`,
  search: (cipher: string): string => `search | ${cipher}`,
  noise: (cipher: string): string => `noise | ${cipher}`,
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

  noise(cipher: string): NoiseRecord | undefined {
    return this.#records.get(part.noise(cipher)) as NoiseRecord | undefined;
  }
}
