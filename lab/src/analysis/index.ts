export { analyzeCipher } from "./analyze-cipher.ts";
export type { Analysis, AnalysisSettings } from "./analyze-cipher.ts";
export { analyzePair, type PairAnalysis } from "./analyze-pair.ts";
export type { JudgedMetric } from "./judge.ts";
export { nativeKeyFrom } from "./native-key.ts";
export { failsOnlyUnderRepeatedNonce } from "./nonce-note.ts";
export { checkOwnCipher } from "./own-cipher.ts";
