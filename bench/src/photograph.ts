import sharp from "sharp";
import { photograph } from "./workload.ts";

/**
 * A JPEG of 12 megapixels with the detail of a real one: shapes, shades and sensor noise, about 4 MB.
 * The same bytes every time.
 */
export async function drawPhotograph(): Promise<Uint8Array> {
  const { width, height, channels } = photograph;
  const data = new Uint8Array(width * height * channels);
  let noise = 1;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // xorshift32
      noise ^= noise << 13;
      noise ^= noise >>> 17;
      noise ^= noise << 5;
      const grain = (noise & 15) - 8;
      const ring = Math.hypot(x - 1500, y - 1300) % 620 < 310 ? 40 : 0;
      const shade = 70 + (80 * y) / height + ring;
      data[at++] = shade + grain + 30 * Math.sin(x / 37);
      data[at++] = shade + grain + 30 * Math.sin((x + y) / 61);
      data[at++] = shade + grain + 50 * Math.cos(y / 23);
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
