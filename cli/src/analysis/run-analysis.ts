import {
  analyzeCipher,
  analyzeElsewhere,
  nativeKeyFrom,
  type Analysis,
  type ElsewhereJudgement,
  type Judgement,
  type MadeElsewhere,
} from "@neuroveil/lab/analysis";
import {
  cipherPictures,
  imagePictures,
  pictureSide,
  type CipherPictures,
} from "@neuroveil/lab/report";
import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { yardsticks } from "./chosen-ciphers.ts";

/** What is to be analysed on one image. */
export interface AnalysisRequest {
  readonly image: Image;
  readonly chosen: readonly Cipher[];
  /** Images made elsewhere of the same plain image. */
  readonly elsewhere: MadeElsewhere | undefined;
  /** What native keys are derived from. */
  readonly secret: Uint8Array;
  readonly positions: number;
  /** Whether pictures for a report are made as well. */
  readonly pictures: boolean;
  readonly onProgress: (done: number) => void;
}

/** The result for one cipher, or for images made elsewhere. */
export interface AnalysisResult
  extends
    Judgement,
    Partial<Pick<Analysis, "status" | "positions" | "positionsAsked">>,
    Partial<Pick<ElsewhereJudgement, "absent" | "restored">> {
  /** "pair" for a cipher image made elsewhere. */
  readonly cipher: string;
}

/** A result, with what it is about. */
export interface Judged {
  readonly result: AnalysisResult;
  /** Absent for a cipher image made elsewhere. */
  readonly cipher?: Cipher;
  readonly pictures?: CipherPictures;
}

/** AES and the canary are there to compare with, which takes no more of them. */
const yardstickPositions = 16;

/** Analyses what was made elsewhere, then the chosen ciphers, then those to compare with. */
export async function runAnalysis(request: AnalysisRequest): Promise<readonly Judged[]> {
  const { image, chosen, elsewhere, secret, positions, pictures, onProgress } = request;
  const jobs = [
    ...chosen.map((cipher) => ({ cipher, positions })),
    ...yardsticks(chosen).map((cipher) => ({ cipher, positions: yardstickPositions })),
  ];
  const side = pictureSide(jobs.length + (elsewhere === undefined ? 0 : 1));
  const judged: Judged[] = [];
  if (elsewhere !== undefined) {
    const result = { cipher: "pair", ...(await analyzeElsewhere(elsewhere)) };
    const drawn = async (): Promise<CipherPictures> => ({
      image: await imagePictures(elsewhere.cipher, "cipher", side),
      changes: [],
    });
    judged.push(pictures ? { result, pictures: await drawn() } : { result });
  }
  for (const [done, { cipher, positions }] of jobs.entries()) {
    const key = await nativeKeyFrom(cipher, secret);
    const progress = (part: number): void => onProgress((done + part) / jobs.length);
    const result = await analyzeCipher(cipher, image, { key, positions, onProgress: progress });
    judged.push(
      pictures
        ? { cipher, result, pictures: await cipherPictures(cipher, image, { key, side }) }
        : { cipher, result },
    );
  }
  return judged;
}
