import type { PaperColumn } from "./paper-table.ts";

/** How papers print a metric: under which name, in which unit, times what. */
export interface FieldName extends Required<Pick<PaperColumn, "title">> {
  /** Id of an analysis, or of what `compare` measures beside it. */
  readonly id: string;
  readonly unit?: string;
  /** From the metric's own unit to the printed one; default 1. */
  readonly times?: number;
  /** What an ideal cipher of 8 bits a sample has, in the printed unit, where that depends on nothing else. */
  readonly ideal?: number;
}

const percent = { unit: "%", times: 100 } as const;

/** Metrics that papers on image encryption print, under the names that they have there. */
export const fieldNames: readonly FieldName[] = [
  { id: "entropy", title: "Entropy", unit: "bit", ideal: 8 },
  { id: "local-entropy", title: "Local entropy", unit: "bit" },
  { id: "chi-square", title: "χ² (histogram)", ideal: 255 },
  { id: "correlation-horizontal", title: "r horizontal", ideal: 0 },
  { id: "correlation-vertical", title: "r vertical", ideal: 0 },
  { id: "correlation-diagonal", title: "r diagonal", ideal: 0 },
  { id: "npcr-mean", title: "NPCR", ...percent, ideal: 99.609375 },
  { id: "uaci-mean", title: "UACI", ...percent, ideal: (100 * 257) / 768 },
  { id: "npcr-min", title: "NPCR smallest", ...percent },
  { id: "key-sensitivity-npcr", title: "Key sensitivity, NPCR", ...percent },
  { id: "psnr", title: "PSNR, cipher image", unit: "dB" },
  { id: "ssim", title: "SSIM, cipher image" },
  { id: "decryption-psnr", title: "PSNR, decrypted", unit: "dB" },
  { id: "decryption-ssim", title: "SSIM, decrypted" },
  { id: "encryption-seconds", title: "Encryption", unit: "ms", times: 1000 },
  { id: "decryption-seconds", title: "Decryption", unit: "ms", times: 1000 },
];

const byId = new Map(fieldNames.map((name) => [name.id, name]));

/** How papers call a metric; undefined for those that they do not print. */
export function fieldName(id: string): FieldName | undefined {
  return byId.get(id);
}
