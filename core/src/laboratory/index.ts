export { decryptFrom, verifyFrom, type DecryptedFrom, type Restorable } from "./decrypt-from.ts";
export { decrypt, verify, type LaboratoryDecryptOptions } from "./decrypt.ts";
export { encrypt, encryptTo, type LaboratoryEncryptOptions } from "./encrypt.ts";
