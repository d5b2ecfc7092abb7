/** What a row is timed at. */
export const ways = ["encrypt", "decrypt"] as const;
export type Way = (typeof ways)[number];

/** Seconds of each way: by the clock, or of the processor for what runs on one thread. */
export type Seconds = Readonly<Record<Way, number>>;

/** A row that a build can run. */
export interface RowOffer {
  readonly id: string;
  /** What is encrypted, bytes of raw pixels. */
  readonly bytes: number;
}

/** What a build's process is asked, and answers. */
export type Question =
  | { readonly ask: "rows" }
  /** Readies a row and warms it up. */
  | { readonly ask: "open"; readonly id: string }
  | { readonly ask: "lap" };

export type Answer =
  | { readonly rows: readonly RowOffer[] }
  /** SHA-256 of what the row encrypts to where that is the same every time; "" where it is not. */
  | { readonly result: string }
  | { readonly seconds: Seconds }
  | { readonly failure: string };
