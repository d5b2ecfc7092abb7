export { decrypt, verify, type LaboratoryDecryptOptions } from "./decrypt.ts";
export { encrypt, encryptTo, type LaboratoryEncryptOptions } from "./encrypt.ts";
