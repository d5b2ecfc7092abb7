export type { Attack, Evidence, Need, Setting, Setup } from "./attack.ts";
export { cipherFingerprint } from "./cipher-fingerprint.ts";
export { attackReport, type AttackReportSettings } from "./attack-report.ts";
export { impulseResponse } from "./impulse-response.ts";
export { recorded, recordedWith } from "./generated/recorded.ts";
export { attackById, attacks } from "./list.ts";
export {
  runAttack,
  verdict,
  type AttackOptions,
  type Finding,
  type NotTried,
} from "./run-attack.ts";
