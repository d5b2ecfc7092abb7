import { damaged } from "../damaged.ts";
import { isInside, type FrameArea } from "../frames.ts";

/** What fcTL says of a frame, behind its number (PNG, third edition, 11.3.6.2). */
export interface FrameControl extends FrameArea {
  /** It is shown for so many seconds: 0 to 65,535 over 1 to 65,535. */
  readonly delay: readonly [number, number];
  /** What becomes of its area afterwards: 0 nothing, 1 it is cleared, 2 it is as it was before. */
  readonly dispose: number;
  /** 0: it takes the place of what was there, 1: it is drawn over it. */
  readonly blend: number;
}

export const controlBytes = 22;

/** @throws NotPixels "broken" where a field has a value that the standard does not allow */
export function readControl(
  bytes: Uint8Array,
  screen: { readonly width: number; readonly height: number },
): FrameControl {
  if (bytes.length !== controlBytes) throw damaged("animation", "its frames");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const control: FrameControl = {
    width: view.getUint32(0),
    height: view.getUint32(4),
    left: view.getUint32(8),
    top: view.getUint32(12),
    // 0 stands for hundredths.
    delay: [view.getUint16(16), view.getUint16(18) || 100],
    dispose: view.getUint8(20),
    blend: view.getUint8(21),
  };
  if (!isInside(control, screen) || control.dispose > 2 || control.blend > 1) {
    throw damaged("animation", "its frames");
  }
  return control;
}

export function writeControl(control: FrameControl): Uint8Array {
  const { width, height, left, top, delay, dispose, blend } = control;
  const bytes = new Uint8Array(controlBytes);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [width, height, left, top].entries()) view.setUint32(4 * i, value);
  for (const [i, value] of delay.entries()) view.setUint16(16 + 2 * i, value);
  bytes.set([dispose, blend], 20);
  return bytes;
}

/** In microseconds, rounded. */
export function delayOf({ delay: [seconds, parts] }: FrameControl): number {
  return Math.round((seconds * 1e6) / parts);
}
