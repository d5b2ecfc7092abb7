import { NeuroveilError } from "../errors.ts";
import type { Image } from "./image.ts";
import type { Limits } from "./limits.ts";
export async function decodeTiff(_file: Uint8Array, _limits: Limits): Promise<Image> {
  throw new NeuroveilError("unsupported", "");
}
