export { baseName, differentName, fitName, foldedName } from "./base-name.ts";
export { isContainer } from "./carrier.ts";
export type { Encryption, SecondInput } from "./encryption.ts";
export type { Header, Payload, Protection } from "./header.ts";
export { ageFile, readHeader, readPreviewHeader } from "./inspect.ts";
export { openNames, type As, type SealedName, type SealedNames } from "./open-names.ts";
export { openContainer, type OpenOptions } from "./open.ts";
export type { Opened, OpenedFile, OpenedOriginal, OpenedPage, OpenedPixels } from "./opened.ts";
export { isRecordable, type Origin } from "./origin.ts";
export type { Page } from "./pages.ts";
export type { RandomAccess } from "./carrier-start.ts";
export { openTile, type Area, type OpenedTile } from "./open-tile.ts";
export { openPreview } from "./preview.ts";
export type { PositionedFile } from "./carrier-target.ts";
export {
  sealInput,
  sealInputTo,
  type ChosenPayload,
  type SealedInput,
  type SealInputOptions,
  type WrittenInput,
} from "./seal-input.ts";
export { sealFile, sealPixels, type SealOptions, type SealPixelsOptions } from "./seal.ts";
