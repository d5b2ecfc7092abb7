import { isShared } from "../../bytes/shared-memory.ts";
import { decodeInto } from "./decoder.node.ts";
import type { JpegDecoder } from "./platform-decoder.ts";
import { decodeWithSharp, loadSharp } from "./sharp.node.ts";

export const jpegDecoder: JpegDecoder = {
  load: loadSharp,

  decode(file, _segments, { components }, room) {
    const into = room?.();
    return into !== undefined && isShared(into)
      ? decodeInto(file, components.length, into)
      : decodeWithSharp(file, components.length);
  },
};
