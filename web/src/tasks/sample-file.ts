import { drawScene } from "@neuroveil/lab/scene";
import { encodeImage } from "neuroveil/image";
import type { Task } from "./task.ts";

/** The sample picture as a PNG file of three channels, which a canvas does not write. */
export const sampleFile: Task<
  { readonly seed: number; readonly size: number },
  Uint8Array<ArrayBuffer>
> = async ({ seed, size }) => new Uint8Array((await encodeImage(drawScene(seed, size))).bytes);
