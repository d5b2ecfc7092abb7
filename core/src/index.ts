export { decrypt, type Decrypted, type DecryptedFile, type DecryptOptions } from "./decrypt.ts";
export { encrypt, type EncryptOptions, type SecondImage } from "./encrypt.ts";
export type { Payload, Protection } from "./container/index.ts";
export type { Input } from "./input.ts";
export { NeuroveilError, type ErrorCode } from "./errors.ts";
