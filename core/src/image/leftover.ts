import { asFile } from "../errors.ts";
import { NotPixels } from "./not-pixels.ts";

/** Something in a file that its decoded image does not hold. */
export interface Leftover {
  /** What it is and where it stood, as in "a thumbnail (APP0 JFXX)". */
  readonly what: string;
  readonly bytes: number;
  /** Whether it is a picture of its own, or may well hold one. */
  readonly picture?: true;
  /** Whether it can be made again of what the image holds. */
  readonly derived?: true;
}

/** What is to be done about what an image does not hold. */
export interface LeftoverOptions {
  /** Told, before samples are decoded, what of the file will be missing, if anything, in words. */
  readonly onNotKept?: ((what: readonly string[]) => void) | undefined;
  /**
   * Whether to refuse a file in which there is a second picture, data behind the end or anything else of
   * more than 65,535 bytes that the image does not hold.
   */
  readonly onePicture?: boolean | undefined;
}

// A segment's worth. Thermal cameras and phones spread whole pictures over segments without a name.
const mostBytes = 65_535;

/**
 * Tells what is left over, or refuses the file because of it.
 * @param format "JPEG" or "PNG"
 * @throws NotPixels "unsupported"
 */
export function settle(
  format: string,
  leftovers: readonly Leftover[],
  { onNotKept, onePicture }: LeftoverOptions,
): void {
  if (leftovers.length === 0) return;
  const merged = merge(leftovers);
  const own = merged.filter(({ derived }) => derived !== true);
  const bytes = own.reduce((sum, leftover) => sum + leftover.bytes, 0);
  const heavy =
    own.find(({ picture }) => picture) ?? (bytes > mostBytes ? largest(own) : undefined);
  if (onePicture === true && heavy !== undefined) {
    const file = `a ${format} with ${inWords(heavy)}`;
    throw new NotPixels(
      "unsupported",
      { expected: `a ${format} that is one picture and nothing else`, got: file, todo: asFile },
      file,
    );
  }
  onNotKept?.(merged.map(inWords));
}

/** What goes by the same words is one thing. */
export function merge(leftovers: readonly Leftover[]): Leftover[] {
  const merged = new Map<string, Leftover>();
  for (const leftover of leftovers) {
    const before = merged.get(leftover.what);
    merged.set(leftover.what, { ...leftover, bytes: leftover.bytes + (before?.bytes ?? 0) });
  }
  return [...merged.values()];
}

function largest(leftovers: readonly Leftover[]): Leftover {
  return leftovers.reduce((most, leftover) => (leftover.bytes > most.bytes ? leftover : most));
}

function inWords({ what, bytes }: Leftover): string {
  return `${what}, ${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
}

const padding: ReadonlySet<number> = new Set([0, 0xff, 0xd9, 0x0a, 0x0d, 0x20]);

/**
 * What stands behind the end of an image: nothing, padding, or data that may be anything. Padding is
 * zeros, fill bytes and end markers of JPEG, and the white space that transfers leave.
 * @param end how the format calls its end
 */
export function tailOf(bytes: Uint8Array, end: string): Leftover[] {
  if (bytes.length === 0) return [];
  if (bytes.every((byte) => padding.has(byte))) {
    return [{ what: `padding behind ${end}`, bytes: bytes.length }];
  }
  const what = holdsJpeg(bytes) ? `another picture behind ${end}` : `data behind ${end}`;
  return [{ what, bytes: bytes.length, picture: true }];
}

/** Whether SOI and the start of a further marker are in it. */
function holdsJpeg(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) return true;
  }
  return false;
}
