export { bytesPerSample } from "./image.ts";
export type { ColourModel, Image, Metadata, PngChunk, PngOrigin } from "./image.ts";
