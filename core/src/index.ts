export { decrypt, type Decrypted, type DecryptedFile, type DecryptOptions } from "./decrypt.ts";
export { encrypt, type EncryptOptions } from "./encrypt.ts";
export type { Payload, Protection, SecondInput } from "./container/index.ts";
export { NeuroveilError, type ErrorCode } from "./errors.ts";
