import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import type { Block } from "./compression.ts";
import { unpackHuffman } from "./huffman.ts";
import { undoWavelet } from "./wavelet.ts";

/** Of a table with a bit for each value of 16. */
const tableBytes = 1 << 13;

/**
 * Unpacks PIZ (ImfPizCompressor of OpenEXR): a table of the values that occur, numbers of which were made
 * dense, transformed by Haar wavelets and packed by Huffman codes.
 */
export function unpackPiz(packed: Uint8Array, block: Block): Uint8Array {
  const { width, rows, channels, size } = block;
  const reader = new ByteReader(packed, "OpenEXR", { little: true });
  const table = readTable(reader);
  const words = unpackHuffman(reader.bytes(reader.u32()), block.bytes / 2);
  // A sample of four bytes is two words, which are transformed one by one.
  const [across, plane] = [size / 2, (width * rows * size) / 2];
  for (let channel = 0; channel < channels; channel++) {
    const own = words.subarray(channel * plane, (channel + 1) * plane);
    for (let word = 0; word < across; word++) {
      undoWavelet(own.subarray(word), { width, height: rows, across, most: table.most });
    }
  }
  const raw = new Uint8Array(block.bytes);
  const rowWords = width * across;
  let to = 0;
  for (let y = 0; y < rows; y++) {
    for (let channel = 0; channel < channels; channel++) {
      let from = channel * plane + y * rowWords;
      for (const end = from + rowWords; from < end; from++) {
        const value = table.values[words[from]!] ?? 0;
        raw[to++] = value & 255;
        raw[to++] = value >> 8;
      }
    }
  }
  return raw;
}

/**
 * The values that occur in order, from a bit for each; 0 always does. No work is done for values of which
 * nothing is said: small blocks must be quick, as there may be many.
 */
function readTable(reader: ByteReader): { readonly values: Uint16Array; readonly most: number } {
  const [first, last] = [reader.u16(), reader.u16()];
  if (first >= tableBytes || last >= tableBytes) throw damaged("OpenEXR", "its values");
  const bits = first <= last ? reader.bytes(last - first + 1) : new Uint8Array();
  const table = new Uint16Array(1 + 8 * bits.length);
  let count = 1;
  for (let i = 0; i < 8 * bits.length; i++) {
    const value = 8 * first + i;
    if (value > 0 && ((bits[i >> 3]! >> (i & 7)) & 1) === 1) table[count++] = value;
  }
  return { values: table, most: count - 1 };
}
