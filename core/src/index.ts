export { decrypt, decryptFrom, verify, type DecryptOptions } from "./decrypt.ts";
export { encrypt, encryptTo, type EncryptOptions } from "./encrypt.ts";
export { decryptTile, type Tile, type TileOptions } from "./tile.ts";
export { decryptPreview, type Preview, type PreviewOptions } from "./preview.ts";
export type { Decrypted, DecryptedFile, Verified } from "./laboratory/decrypt.ts";
export type { DecryptedFrom, Restorable } from "./laboratory/decrypt-from.ts";
export type { Encrypted, SecondImage } from "./laboratory/encrypt.ts";
export type {
  Area,
  ChosenPayload,
  DicomProfileName,
  Encryption,
  OpenedRegion,
  RandomAccess,
  ReadableFile,
  Payload,
  PositionedFile,
  Protection,
  RegionChoice,
  SealedName,
} from "./container/index.ts";
export type { Input } from "./input.ts";
export { NeuroveilError, type ErrorCode } from "./errors.ts";
