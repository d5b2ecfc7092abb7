export type { Cipher, Family, NativeKey, Run, Status } from "./cipher.ts";
export { rowBytes, type Raster } from "./raster.ts";
