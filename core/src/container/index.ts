export { baseName } from "./base-name.ts";
export { isContainer } from "./carrier.ts";
export type { Header, Payload, Protection } from "./header.ts";
export { ageFile, readHeader } from "./inspect.ts";
export {
  openContainer,
  type Opened,
  type OpenedFile,
  type OpenedPixels,
  type OpenOptions,
} from "./open.ts";
export { sealInput, type SealedInput, type SealInputOptions } from "./seal-input.ts";
export { sealFile, sealPixels, type SealOptions } from "./seal.ts";
