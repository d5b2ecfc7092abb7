export { decryptionSensitivity } from "./decryption-sensitivity.ts";
export type { DecryptionSensitivity, Limited } from "./decryption-sensitivity.ts";
export { distinguishableBits } from "./distinguishable-keys.ts";
export type { DistinguishableBits, DistinguishableSettings } from "./distinguishable-keys.ts";
export { effectiveKeyBits } from "./effective-key.ts";
export type { EffectiveBits, EffectiveKey } from "./effective-key.ts";
export { encryptionSensitivity } from "./encryption-sensitivity.ts";
export type { EncryptionSensitivity, SensitivitySettings } from "./encryption-sensitivity.ts";
export { errorGrowth } from "./error-growth.ts";
export type { ErrorGrowth, GrowthSettings } from "./error-growth.ts";
export { moveValue, nearestKeys } from "./key-change.ts";
export type { KeyChange } from "./key-change.ts";
export { keySensitivity } from "./key-sensitivity.ts";
export type { KeySensitivity, KeySensitivitySettings } from "./key-sensitivity.ts";
export {
  cellularKeySpace,
  chaoticKeySpace,
  convolutionalKeySpace,
  generatorKeySpace,
} from "./key-space.ts";
export type {
  CellularKey,
  ChaoticDimension,
  ConvolutionalKey,
  GeneratorKey,
  ParameterRange,
} from "./key-space.ts";
export { linearResponse } from "./linear-response.ts";
export type { Generator, LinearResponse } from "./linear-response.ts";
export { nativeCurves } from "./native-curve.ts";
export type { ParameterCurve } from "./native-curve.ts";
export { plainNoiseResponse } from "./plain-noise.ts";
export type { PlainNoiseResponse, PlainNoiseSettings } from "./plain-noise.ts";
export { usableKeys } from "./usable-keys.ts";
export type { UsableKeys } from "./usable-keys.ts";
