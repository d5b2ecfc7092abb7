import { concat } from "../../bytes/arrays.ts";
import { inTurns } from "../../turns.ts";
import { picturesOf } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { Image } from "../image.ts";
import { originBytes } from "../origin.ts";
import { chunkCount, chunksOf } from "./chunks.ts";
import { channelOrder, readHeader } from "./header.ts";
import { half, uint } from "./sample-types.ts";

/**
 * The OpenEXR image again, without compression.
 * @throws NotPixels "broken" where what was kept of it does not fit the samples
 */
export async function restoreExr(image: Image): Promise<Uint8Array> {
  const head = originBytes(image, "head");
  if (head === undefined) throw damaged("OpenEXR", "what was kept of it");
  const header = readHeader(head);
  const { width, height, channels, compression, end } = header;
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
  const pixel = channels.length * size;
  const count = chunkCount(header, 1);
  const table = new DataView(new ArrayBuffer(8 * count));
  const parts: Uint8Array[] = [];
  let offset = head.length + 8 * count;
  for (const { x, y, width: columns, rows, place } of chunksOf(header, 1)) {
    const before = 4 * (place.length + 1);
    const part = new Uint8Array(before + columns * rows * pixel);
    const view = new DataView(part.buffer);
    table.setBigUint64(8 * parts.length, BigInt(offset), true);
    for (const [i, number] of [...place, part.length - before].entries()) {
      view.setInt32(4 * i, number, true);
    }
    for (let row = 0; row < rows; row++) {
      for (const [from, to] of order.entries()) {
        let source = ((y + row) * width + x) * pixel + from * size;
        let target = before + (row * pixel + to * size) * columns;
        for (let column = 0; column < columns; column++, source += pixel, target += size) {
          for (let byte = 0; byte < size; byte++)
            part[target + byte] = data[source + size - 1 - byte]!;
        }
      }
    }
    parts.push(part);
    offset += part.length;
  }
  return concat([head, new Uint8Array(table.buffer), ...parts]);
}
