export { fromHex, toHex } from "./hex.ts";
export { sha256, sha256Hex } from "./sha256.ts";
