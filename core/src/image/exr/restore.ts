import { concat } from "../../bytes/arrays.ts";
import { inTurns } from "../../turns.ts";
import { picturesOf } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { Image } from "../image.ts";
import { originBytes } from "../origin.ts";
import { channelOrder, half, readHeader, uint } from "./header.ts";

/**
 * The OpenEXR image again, without compression.
 * @throws NotPixels "broken" where what was kept of it does not fit the samples
 */
export async function restoreExr(image: Image): Promise<Uint8Array> {
  const head = originBytes(image, "head");
  if (head === undefined) throw damaged("OpenEXR", "what was kept of it");
  const { top, width, height, channels, compression, end } = readHeader(head);
  const pictures = await inTurns(picturesOf(image));
  const { layout, data } = pictures;
  const { type } = channels[0]!;
  const size = type === half ? 2 : 4;
  const fits =
    pictures.width === width &&
    pictures.height === height &&
    layout.channels === channels.length &&
    layout.pages === 1 &&
    layout.bits === 8 * size &&
    layout.kind === (type === uint ? "unsigned" : "float") &&
    compression === 0 &&
    end === head.length;
  if (!fits) throw damaged("OpenEXR", "what was kept of it");
  const order = channelOrder(channels);
  const rowBytes = width * channels.length * size;
  const start = head.length + 8 * height;
  const table = new Uint8Array(8 * height);
  const offsets = new DataView(table.buffer);
  const rows = new Uint8Array(height * (8 + rowBytes));
  const view = new DataView(rows.buffer);
  for (let y = 0; y < height; y++) {
    const at = y * (8 + rowBytes);
    offsets.setBigUint64(8 * y, BigInt(start + at), true);
    view.setInt32(at, top + y, true);
    view.setInt32(at + 4, rowBytes, true);
    for (const [from, to] of order.entries()) {
      let source = y * rowBytes + from * size;
      let target = at + 8 + to * width * size;
      for (let x = 0; x < width; x++, source += channels.length * size, target += size) {
        for (let byte = 0; byte < size; byte++)
          rows[target + byte] = data[source + size - 1 - byte]!;
      }
    }
  }
  return concat([head, table, rows]);
}
