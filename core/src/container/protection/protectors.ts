import type { Protection } from "../header/header.ts";
import { authenticated } from "./authenticated.ts";
import { bare } from "./bare.ts";
import { sealed } from "./sealed.ts";
import type { Protector } from "./protector.ts";

export const protectors: Readonly<Record<Protection, Protector>> = { sealed, authenticated, bare };
