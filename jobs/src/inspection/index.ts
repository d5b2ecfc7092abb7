export { describeCipherImage, wrappedKey } from "./cipher-image.ts";
export type { Inspection } from "./inspection.ts";
export { describePlainImage } from "./plain-image.ts";
