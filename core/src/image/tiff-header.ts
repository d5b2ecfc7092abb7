/** Whether EXIF data starts as a TIFF structure must. */
export function isTiffHeader(data: Uint8Array): boolean {
  const start = String.fromCharCode(...data.subarray(0, 4));
  return start === "II*\0" || start === "MM\0*";
}

/** Whether a TIFF structure stores the low byte first. */
export function isLittleEndian(data: Uint8Array): boolean {
  return data[0] === 0x49;
}
