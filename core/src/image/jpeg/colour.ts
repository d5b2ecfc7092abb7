// The coefficients of JFIF in 16 fractional bits, rounded as libjpeg rounds them.
const redOfCr = Math.round(1.402 * 65536);
const greenOfCr = Math.round(0.71414 * 65536);
const greenOfCb = Math.round(0.34414 * 65536);
const blueOfCb = Math.round(1.772 * 65536);

/**
 * Converts YCbCr to RGB in place, in the first three of `channels`, with the integers of libjpeg.
 */
export function convertToRgb(data: Uint8Array, channels: number): void {
  const clamp = new Uint8ClampedArray(3);
  for (let i = 0; i < data.length; i += channels) {
    const y = data[i]!;
    const cb = data[i + 1]! - 128;
    const cr = data[i + 2]! - 128;
    clamp[0] = y + ((redOfCr * cr + 32768) >> 16);
    clamp[1] = y + ((32768 - greenOfCb * cb - greenOfCr * cr) >> 16);
    clamp[2] = y + ((blueOfCb * cb + 32768) >> 16);
    data.set(clamp, i);
  }
}
