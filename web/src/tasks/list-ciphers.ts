import { ciphers } from "neuroveil/ciphers";
import type { Task } from "./task.ts";

/** A row of the registry, as far as somebody who chooses needs it. */
export interface CipherRow {
  readonly id: string;
  readonly family: string;
  readonly status: string;
}

/** The ciphers of the library. */
export const listCiphers: Task<undefined, readonly CipherRow[]> = () =>
  Promise.resolve(ciphers.map(({ id, family, status }) => ({ id, family, status })));
