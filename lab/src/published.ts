/** A value that a paper prints, to stand beside ours. */
export interface Published {
  /** Of a metric, as in `report/field-names.ts`. */
  readonly metric: string;
  /** What the paper calls the cipher. */
  readonly cipher: string;
  /** As it is printed. */
  readonly text: string;
  /** Key of docs/references.bib. */
  readonly reference: string;
  /** Where in it. */
  readonly place: string;
  /** What is to be known beside it, a sentence. */
  readonly note?: string;
}

const hybrid = { reference: "tripuram-hybrid", place: "section 6.2" } as const;

/**
 * What was read in papers, printed with its place. A value that nobody here has read in its paper does
 * not stand here.
 */
export const published: readonly Published[] = [
  {
    metric: "entropy",
    cipher: "hybrid CNN-LSTM",
    text: "~7.99",
    ...hybrid,
    note: "An ideal cipher has 7.74 on 28 × 28 gray and 7.94 on 32 × 32 RGB: 7.99 takes some 12,000 bytes.",
  },
  { metric: "entropy", cipher: "CNN only", text: "~7.95", ...hybrid },
  {
    metric: "correlation-horizontal",
    cipher: "hybrid CNN-LSTM",
    text: "~0.001",
    ...hybrid,
    note: "Of an ideal cipher mean |r| is 0.8/√n: 0.001 takes some 640,000 pairs.",
  },
  {
    metric: "npcr-mean",
    cipher: "hybrid CNN-LSTM",
    text: "> 99%",
    ...hybrid,
    note: "An ideal cipher has 99.6094%; at level 0.05 a value of 99% is refused at every size from 28 × 28 on.",
  },
  { metric: "uaci-mean", cipher: "hybrid CNN-LSTM", text: "≈ 33%", ...hybrid },
];
