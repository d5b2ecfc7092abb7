import {
  analyzeCipher,
  analyzePair,
  nativeKeyFrom,
  type Analysis,
  type JudgedMetric,
} from "@neuroveil/lab";
import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { yardsticks } from "./chosen-ciphers.ts";

/** What is to be analysed on one image. */
export interface AnalysisRequest {
  readonly image: Image;
  readonly chosen: readonly Cipher[];
  /** A cipher image made elsewhere. */
  readonly pair: Image | undefined;
  /** What native keys are derived from. */
  readonly secret: Uint8Array;
  readonly positions: number;
  readonly onProgress: (done: number) => void;
}

/** The result for one cipher, or for the cipher image made elsewhere. */
export interface AnalysisResult extends Partial<Pick<Analysis, "status" | "positions">> {
  /** "pair" for a cipher image made elsewhere. */
  readonly cipher: string;
  readonly metrics: readonly JudgedMetric[];
}

/** AES and the canary are there to compare with, which takes no more of them. */
const yardstickPositions = 16;

/** Analyses a pair, then the chosen ciphers, then those to compare with. */
export async function runAnalysis(request: AnalysisRequest): Promise<readonly AnalysisResult[]> {
  const { image, chosen, pair, secret, positions, onProgress } = request;
  const results: AnalysisResult[] = [];
  if (pair !== undefined) results.push({ cipher: "pair", ...analyzePair(image, pair) });
  const jobs = [
    ...chosen.map((cipher) => ({ cipher, positions })),
    ...yardsticks(chosen).map((cipher) => ({ cipher, positions: yardstickPositions })),
  ];
  for (const [done, { cipher, positions }] of jobs.entries()) {
    const key = await nativeKeyFrom(cipher, secret);
    const progress = (part: number): void => onProgress((done + part) / jobs.length);
    results.push(await analyzeCipher(cipher, image, { key, positions, onProgress: progress }));
  }
  return results;
}
