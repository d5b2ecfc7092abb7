export type { Cipher, Family, NativeKey, Run, Status } from "./cipher.ts";
export { convolutionVariant, type ConvolutionVariant } from "./conv-multi.ts";
export { hybridVariant, type HybridVariant } from "./hybrid.ts";
export { keystream } from "./keystream.ts";
export { rowBytes, type Raster } from "./raster.ts";
export { cipherById, ciphers, defaultCipher } from "./registry.ts";
export { maskCipher, wholeImage, type WholeImageCipher } from "./whole-image.ts";
export { warmThreads } from "../threads/workers.ts";
