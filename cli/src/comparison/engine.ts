import { createPool, type Pool } from "@neuroveil/jobs";
import type { Measurement } from "@neuroveil/lab/comparison";
import type { Image } from "neuroveil/image";
import type { CipherSource } from "./cipher-source.ts";

/** One cipher on one image under one key. Plain data, copied to a worker. */
export interface MeasureJob {
  readonly source: CipherSource;
  readonly image: Image;
  /** 32 bytes that the native key is derived from. */
  readonly secret: Uint8Array;
  readonly positions: number;
}

/** Measures, as many jobs at a time as it is wide. */
export type Engine = Pick<Pool<MeasureJob, Measurement>, "width" | "run" | "close">;

/** @param width jobs at the same time; one for every core when not given */
export async function createEngine(width?: number): Promise<Engine> {
  return await createPool(new URL("./worker.js", import.meta.url), width);
}
