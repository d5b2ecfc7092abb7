export { analyzeCipher } from "./analyze-cipher.ts";
export type { Analysis, AnalysisSettings } from "./analyze-cipher.ts";
export { analyzePair } from "./analyze-pair.ts";
export type { JudgedMetric, Judgement } from "./judge.ts";
export { nativeKeyFrom } from "./native-key.ts";
export { failsOnlyUnderRepeatedNonce } from "./nonce-note.ts";
export { overallVerdict, type OverallVerdict } from "./overall-verdict.ts";
export { checkOwnCipher } from "./own-cipher.ts";
export { shortfalls } from "./shortfalls.ts";
