import { averaged } from "@neuroveil/lab/report";
import { decodeImage } from "neuroveil/image";
import { pngOf } from "./subject.ts";
import type { Task } from "./task.ts";

/** A picture as the library decodes it, to draw on: what is drawn lies where it will be encrypted. */
export interface DrawingBoard {
  /** In pixels of the picture itself. */
  readonly width: number;
  readonly height: number;
  /** A PNG, made smaller. */
  readonly picture: Uint8Array<ArrayBuffer>;
}

/** Longer side of what is shown, in pixels. */
const side = 1200;

/** @throws NeuroveilError for a file without pixels that are read */
export const drawingBoard: Task<File, DrawingBoard> = async (file) => {
  const image = await decodeImage(new Uint8Array(await file.arrayBuffer()));
  const { width, height } = image;
  return { width, height, picture: await pngOf(averaged(image, side)) };
};
