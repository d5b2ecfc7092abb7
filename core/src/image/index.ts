export { decodeImage, type DecodeOptions } from "./decode.ts";
export { detectFormat, type Format } from "./detect.ts";
export { encodeImage, imageExtension, type Encoded } from "./encode.ts";
export { bytesPerSample } from "./image.ts";
export type { ColourModel, Image, Metadata, PngChunk, PngOrigin } from "./image.ts";
export type { LeftoverOptions } from "./leftover.ts";
export type { Limits } from "./limits.ts";
export { nameFormat, type FormatName } from "./name-format.ts";
export { samplesSha256 } from "./samples-hash.ts";
