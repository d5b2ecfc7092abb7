import type { LeftoverOptions } from "./leftover.ts";
import type { Limits } from "./limits.ts";

/** What decoding may cost, and what to do about what the image cannot hold. */
export interface DecodeOptions extends Limits, LeftoverOptions {}
