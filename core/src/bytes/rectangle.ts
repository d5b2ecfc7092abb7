/** Parts of rows that lie one below the other in a raster, or whole rows. */
export interface Rectangle {
  /** From its first byte to its last, with what lies between its rows. */
  readonly bytes: Uint8Array;
  /** Bytes a row of it. */
  readonly width: number;
  /** Bytes from one row to the next; `width` where nothing lies between. */
  readonly pitch: number;
}

/** The bytes that belong to it, in as few pieces as there are. */
export function* piecesOf({ bytes, width, pitch }: Rectangle): Generator<Uint8Array> {
  if (width === pitch) {
    yield bytes;
    return;
  }
  for (let at = 0; at < bytes.length; at += pitch) yield bytes.subarray(at, at + width);
}

/** How many they are. */
export function lengthOf({ bytes, width, pitch }: Rectangle): number {
  return width === pitch ? bytes.length : Math.ceil(bytes.length / pitch) * width;
}
