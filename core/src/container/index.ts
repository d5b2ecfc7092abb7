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
export type { PositionedFile } from "./carrier-target.ts";
export {
  sealInput,
  sealInputTo,
  type ChosenPayload,
  type SealedInput,
  type SealInputOptions,
  type WrittenInput,
} from "./seal-input.ts";
export { sealFile, sealPixels, type SealOptions } from "./seal.ts";
