import { generateIdentity, type IdentityPair } from "neuroveil/keys";
import type { Task } from "./task.ts";

/** A new pair of age keys. */
export const makePair: Task<undefined, IdentityPair> = async () => await generateIdentity();
