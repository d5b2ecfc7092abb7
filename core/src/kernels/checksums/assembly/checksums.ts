// The checksums of PNG and zlib, of up to 64 KB at once.
export { adler32 } from "./adler32";
export { crc32, prepare } from "./crc32";
