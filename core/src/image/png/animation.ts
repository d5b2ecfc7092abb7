import { mostFrames } from "../frames.ts";
import { keptAsFile, type NotPixels } from "../not-pixels.ts";
import type { RawChunk } from "./chunks.ts";
import { readControl, type FrameControl } from "./frame-control.ts";
import type { PngHeader } from "./header.ts";

export interface PngFrame {
  readonly control: FrameControl;
  /** Of its compressed pixels. */
  readonly parts: readonly Uint8Array[];
}

export interface PngAnimation {
  /** How often it is shown; 0: for ever. */
  readonly plays: number;
  readonly frames: readonly PngFrame[];
  /** Whether the first frame is what programs show that know no animations, and no part of it. */
  readonly still: boolean;
}

/**
 * Gathers the frames of an animated PNG.
 * @throws NotPixels where its parts contradict each other: programs show its first picture alone then
 */
export function readAnimation(chunks: readonly RawChunk[], header: PngHeader): PngAnimation {
  const { width, height } = header;
  const frames: { control: FrameControl; parts: Uint8Array[] }[] = [];
  let claimed = { frames: 0, plays: 0 };
  let still = false;
  let number = 0;
  for (const { type, data } of chunks) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (type === "acTL") {
      if (data.length !== 8 || claimed.frames > 0) throw contradictory();
      claimed = { frames: view.getUint32(0), plays: view.getUint32(4) };
      if (claimed.frames > mostFrames) throw contradictory();
    } else if (type === "fcTL" || type === "fdAT") {
      if (data.length < 4 || view.getUint32(0) !== number++) throw contradictory();
      const content = data.subarray(4);
      if (type === "fcTL") frames.push({ control: readControl(content, header), parts: [] });
      else if (frames.length === (still ? 1 : 0)) throw contradictory();
      else frames.at(-1)!.parts.push(content);
      if (frames.length > mostFrames + 1) throw contradictory();
    } else if (type === "IDAT") {
      if (frames.length === 0) {
        still = true;
        frames.push({ control: { left: 0, top: 0, width, height, ...unshown }, parts: [] });
      }
      if (frames.length > 1) throw contradictory();
      frames[0]!.parts.push(data);
    }
  }
  const [first] = frames;
  const whole = first?.control.width === width && first.control.height === height;
  const shown = frames.length - (still ? 1 : 0);
  if (!whole || shown !== claimed.frames || frames.some(({ parts }) => parts.length === 0)) {
    throw contradictory();
  }
  return { plays: claimed.plays, frames, still };
}

const unshown = { delay: [0, 100], dispose: 0, blend: 0 } as const;

function contradictory(): NotPixels {
  return keptAsFile("an animated PNG whose parts do not fit", "an animation of the standard");
}
