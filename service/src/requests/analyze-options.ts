import { listOf, numberBetween, type OptionReaders } from "./options.ts";

export interface AnalyzeChoice {
  /** Ids of ciphers or of the laboratory's baselines. */
  readonly ciphers?: readonly string[];
  /** Places at which one sample is changed. */
  readonly positions?: number;
}

export const analyzeReaders: OptionReaders<AnalyzeChoice> = {
  ciphers: listOf("ids of ciphers", {
    most: 8,
    mostLength: 64,
    split: (given) => given.split(","),
  }),
  positions: numberBetween(16, 100, { whole: true }),
};

export const analyzeLists: Readonly<Record<string, string>> = { cipher: "ciphers" };
