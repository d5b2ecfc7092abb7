export { mostWrappedBytes, wrapKind, type WrapKind } from "./age-wrap.ts";
export {
  createContentKey,
  parseKeyFile,
  type ContentKey,
  type EncryptionKeys,
} from "./content-key.ts";
export { generateIdentity, parseIdentityFile, recipientOf, type IdentityPair } from "./identity.ts";
export { createKeyRing, type DecryptionKeys, type KeyRing } from "./key-ring.ts";
export { isProtectedIdentityFile, unlockIdentityFile } from "./protected-identity.ts";
export { parseRecipientFile, requireRecipient, type RecipientFile } from "./recipient.ts";
