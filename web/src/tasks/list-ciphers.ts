import { ciphers } from "neuroveil/ciphers";
import type { Task } from "./task.ts";

/** A row of the registry, as far as somebody who chooses needs it. */
export interface CipherRow {
  readonly id: string;
  readonly family: string;
  readonly status: string;
}

/** The ciphers of the library, and those of the laboratory where it is asked for. */
export const listCiphers: Task<{ readonly laboratory: boolean }, readonly CipherRow[]> = async ({
  laboratory,
}) => {
  const others = laboratory ? (await import("@neuroveil/lab/baselines")).baselines : [];
  return [...ciphers, ...others].map(({ id, family, status }) => ({ id, family, status }));
};
