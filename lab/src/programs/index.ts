export { commandWords } from "./command-words.ts";
export { startCipher, type ProgramCipher } from "./program-cipher.ts";
export { quoted, type ProgramSettings } from "./program.ts";
