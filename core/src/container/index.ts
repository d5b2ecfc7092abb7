export { baseName, differentName, fitName, foldedName } from "./record/base-name.ts";
export { isContainer } from "./carrier/carrier.ts";
export { holdsContainer } from "./carrier/rows.ts";
export type { Encryption, SecondInput } from "./seal/encryption.ts";
export type { DicomProfileName } from "../image/dicom/deidentify/profile-names.ts";
export type { Header, Payload, Protection } from "./header/header.ts";
export {
  ageFile,
  readHeader,
  readPreviewHeader,
  readRegions,
  type RegionDescription,
} from "./open/inspect.ts";
export { ringOf, unwrapKeys, type UnwrappedKeys } from "./open/unwrap-keys.ts";
export { openNames, type As, type SealedName, type SealedNames } from "./open/open-names.ts";
export { openContainer, type OpenOptions } from "./open/open.ts";
export type {
  Opened,
  OpenedFile,
  OpenedOriginal,
  OpenedPage,
  OpenedPixels,
  OpenedRegion,
} from "./open/opened.ts";
export { isRecordable, type Origin } from "./record/origin.ts";
export type { Page } from "./seal/pages.ts";
export type { RandomAccess, ReadableFile } from "../bytes/random-access.ts";
export { openTile, type OpenedTile } from "./open/open-tile.ts";
export type { Area } from "./shape/area.ts";
export type { RegionChoice } from "./regions/choice.ts";
export { planRegions, type PlannedRegion, type RegionPlan } from "./regions/plan.ts";
export { openPreview } from "./preview/preview.ts";
export type { PositionedFile } from "./carrier/target.ts";
export {
  sealInput,
  sealInputTo,
  type ChosenPayload,
  type SealedInput,
  type SealInputOptions,
  type WrittenInput,
} from "./seal/seal-input.ts";
export { isLarge } from "./seal/seal-readable.ts";
export { openStream, type OpenedStream } from "./open/open-stream.ts";
export { sealFile, sealPixels, type SealOptions, type SealPixelsOptions } from "./seal/seal.ts";
