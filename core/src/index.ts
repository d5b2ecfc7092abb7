export { decrypt, type Decrypted, type DecryptOptions } from "./decrypt.ts";
export { encrypt, type EncryptOptions } from "./encrypt.ts";
export type { Payload, Protection } from "./container/index.ts";
export { NeuroveilError, type ErrorCode } from "./errors.ts";
