export { analyzeCipher } from "./analyze-cipher.ts";
export type { Analysis, AnalysisSettings } from "./analyze-cipher.ts";
export { analyzePair, pairAlone } from "./analyze-pair.ts";
export { cipherImage, decryptedImage } from "./cipher-image.ts";
export type { JudgedMetric, Judgement } from "./judge.ts";
export {
  analyzeElsewhere,
  type ElsewhereJudgement,
  type Later,
  type MadeElsewhere,
  type Restored,
} from "./made-elsewhere.ts";
export { nativeKeyFrom } from "./native-key.ts";
export { failsOnlyUnderRepeatedNonce } from "./nonce-note.ts";
export { overallVerdict, type OverallVerdict } from "./overall-verdict.ts";
export { checkOwnCipher } from "./own-cipher.ts";
export { rawOutput } from "./raw-output.ts";
export { shortfalls } from "./shortfalls.ts";
