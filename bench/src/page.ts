import { NeuroveilError } from "neuroveil/errors";

/** A photograph of 12 megapixels in the page beside the same task in Node, in turn. */
export interface PageSpeed {
  /** From the click until the cipher image can be saved, after it was decrypted and compared. */
  readonly pageSeconds: number;
  readonly nodeSeconds: number;
  /** Median of the pairs' Node seconds over page seconds: the page's throughput in Node's. */
  readonly throughput: number;
  readonly throughputQuartiles: readonly [number, number];
  /** The longest time in which the page's own thread answered nobody; milliseconds, 50 at the least or 0. */
  readonly longestBlockMs: number;
  readonly pairs: number;
}

/** The page's row, or why there is none. */
export type PageReport = PageSpeed | { readonly leftOut: string };

interface PageModule {
  measurePage(
    photo: Uint8Array,
    options: { readonly pairs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<PageSpeed>;
}

/** The page is published as files, not as a package: it is found in a checkout, by name. */
const page: string = "@neuroveil/web/speed";

/**
 * Times the page in Chromium, where both are there.
 * @throws {NeuroveilError} "aborted" when the signal fires
 */
export async function measurePage(
  photo: Uint8Array,
  { pairs, signal }: { pairs: number; signal?: AbortSignal | undefined },
): Promise<PageReport> {
  try {
    const module = (await import(page)) as PageModule;
    return await module.measurePage(photo, { pairs, signal });
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    const why = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
    return { leftOut: `the page is measured in a checkout, with a Chromium: ${why}` };
  }
}
