import type { Protection } from "./header.ts";
import { authenticated } from "./protect-authenticated.ts";
import { bare } from "./protect-bare.ts";
import { sealed } from "./protect-sealed.ts";
import type { Protector } from "./protector.ts";

export const protectors: Readonly<Record<Protection, Protector>> = { sealed, authenticated, bare };
