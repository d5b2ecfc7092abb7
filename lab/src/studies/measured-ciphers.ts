import { ciphers, type Cipher } from "neuroveil/ciphers";
import { baselines } from "../baselines/list.ts";

/** Every native key of it is a key pair that takes seconds to draw. */
const leftOut = "rsa-oaep";
/** What a quick run looks at: diffusion, a stream, and the canary. */
const few: ReadonlySet<string> = new Set(["conv-multi", "aes-256-ctr", "canary"]);

/** Ciphers, baselines and controls that a study of all of them measures. */
export function measuredCiphers(quick: boolean): readonly Cipher[] {
  const all = [...ciphers, ...baselines].filter(({ id }) => id !== leftOut);
  return quick ? all.filter(({ id }) => few.has(id)) : all;
}
