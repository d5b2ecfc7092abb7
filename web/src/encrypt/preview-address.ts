import { Room } from "../workers/room.ts";

/** Longer side of a picture that is shown, in pixels. */
const side = 1200;
/** Not the one that encrypts: to stop that one must leave previews alone. */
const room = new Room();

/** Address of a small picture of a file; undefined for what a browser cannot show. */
export async function previewAddress(file: Blob): Promise<string | undefined> {
  const small = await room.ask("preview", { file, side });
  return small === undefined ? undefined : URL.createObjectURL(small);
}
