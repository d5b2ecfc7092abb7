import type { Cipher } from "./cipher.ts";
import type { FlowCipher } from "./kinds/flow-cipher.ts";
import { ciphers } from "./all.ts";

/** Whether a cipher runs on a flow and gives access to its orbits. */
export function isFlowCipher(cipher: Cipher): cipher is FlowCipher {
  return "orbits" in cipher;
}

/** Those of the registry. */
export const flowCiphers: readonly FlowCipher[] = ciphers.filter(isFlowCipher);
