import { baselines } from "@neuroveil/lab/baselines";
import { cipherById, type Cipher } from "neuroveil/ciphers";

/** A cipher of the library or a baseline of the laboratory. */
export function knownCipher(id: string): Cipher {
  return baselines.find((cipher) => cipher.id === id) ?? cipherById(id);
}
