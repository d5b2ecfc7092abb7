/** What `inspect` tells of one file. */
export interface Inspection {
  readonly json: {
    readonly kind: "plain" | "cipher";
    readonly format: string;
    /** Pixels; null for a file whose pixels we do not read. */
    readonly width: number | null;
    readonly height: number | null;
    readonly channels: number | null;
    readonly bits: number | null;
    readonly pages: number | null;
    readonly samplesSha256?: string;
    readonly [more: string]: unknown;
  };
  /** The same for people: what it is called, what it is. */
  readonly lines: readonly (readonly [name: string, value: string])[];
}
