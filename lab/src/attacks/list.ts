import { alteredCipherImage } from "./altered-cipher-image.ts";
import type { Attack } from "./attack.ts";
import { keystreamReuse } from "./keystream-reuse.ts";
import { permutation } from "./permutation.ts";
import { tweakCancellation } from "./tweak-cancellation.ts";

/** Every attack of the laboratory; a new one is a file, a line here and a row of docs/attacks.md. */
export const attacks: readonly Attack[] = [
  keystreamReuse,
  permutation,
  tweakCancellation,
  alteredCipherImage,
];
