import { damaged } from "../damaged.ts";
import type { Oxide, OxideImage } from "./oxide.ts";

/** Bytes that the decoder is given at once: frames are counted before many more begin. */
const blockBytes = 2 ** 16;

/**
 * Gives the decoder a codestream and takes what it draws.
 * @param onBlock called before more is given, with the frames that are there so far
 * @param use the image is freed behind it
 * @throws NotPixels "broken" where it cannot be read, or ends before its last frame
 */
export async function withImage<T>(
  { JxlImage }: Oxide,
  codestream: Uint8Array,
  onBlock: (frames: number) => void,
  use: (image: OxideImage) => Promise<T>,
): Promise<T> {
  const image = told(() => new JxlImage());
  try {
    for (let at = 0; at < codestream.length; at += blockBytes) {
      const frames = told(() => {
        image.feedBytes(codestream.subarray(at, at + blockBytes));
        return image.tryInit() ? image.numLoadedKeyframes : 0;
      });
      onBlock(frames);
    }
    if (!told(() => image.loaded)) throw damaged("JPEG XL", "it is cut short");
    return await use(image);
  } finally {
    told(() => image.free());
  }
}

/** Does something with the decoder, whose errors are the file's. */
export function told<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw damaged("JPEG XL", "its decoder cannot read it", cause);
  }
}
