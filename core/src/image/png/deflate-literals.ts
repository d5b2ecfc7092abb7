import { concat } from "../../bytes/arrays.ts";
import {
  huffmanKernel,
  outputBytes,
  pieceBytes,
  type LiteralCoder,
} from "../../kernels/huffman/huffman-kernel.ts";
import { codeLengths, codesOf, mirrored } from "./huffman-code.ts";

/** Bytes with a code of their own: as many as a stored block may have. */
const blockBytes = 0xffff;

/**
 * Searching for what stood before takes many times as long as coding bytes by how often they come. It
 * must save so much to be worth that: in photographs it saves 2 to 12%.
 */
export const leastGain: number = 1.15;

const endOfBlock = 256;
/** Two distances, one bit each, that are never used: some decoders want a code that is whole. */
const distanceLengths = [1, 1];
/** Lengths of codes are told in four bits each, but for the runs of RFC 1951, which are not used. */
const runs = 3;
/** A block's head: its kind, three numbers, the lengths of the code for lengths, and these. */
const headBits = 3 + 5 + 5 + 4 + 3 * 19 + 4 * (endOfBlock + 1 + distanceLengths.length);

/** What defines a coder, and is one where there is no WebAssembly SIMD. */
export function slowLiteralCoder(): LiteralCoder {
  const input = new Uint8Array(pieceBytes);
  const output = new Uint8Array(outputBytes);
  return {
    input,
    output,
    count(start, length) {
      const counts = new Uint32Array(256);
      for (let i = start; i < start + length; i++) counts[input[i]!]!++;
      return counts;
    },
    code(start, length, codes, bit) {
      let at = bit;
      for (let i = start; i < start + length; i++) {
        const code = codes[input[i]!]!;
        at = putBits(output, at, code & 0xffff, code >>> 16);
      }
      return at;
    },
  };
}

let loaded: LiteralCoder | undefined;

function loadedCoder(): LiteralCoder {
  loaded ??= huffmanKernel() ?? slowLiteralCoder();
  return loaded;
}

/**
 * Compresses bytes by how often they come, without looking for what stood before: Huffman's code anew
 * for every 64 KiB. A third of the time that zlib takes for the same.
 * @param last whether the deflate stream (RFC 1951) ends with them; otherwise they end on a whole byte
 */
export function deflateLiterals(bytes: Uint8Array, last: boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let start = 0; start === 0 || start < bytes.length; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes);
    parts.push(deflatePiece(piece, last && start + pieceBytes >= bytes.length));
  }
  return parts.length === 1 ? parts[0]! : concat(parts);
}

function deflatePiece(bytes: Uint8Array, last: boolean): Uint8Array {
  const coder = loadedCoder();
  const { output } = coder;
  coder.input.set(bytes);
  let bit = 0;
  for (let start = 0; start < bytes.length || start === 0; start += blockBytes) {
    const length = Math.min(blockBytes, bytes.length - start);
    const ends = last && start + length === bytes.length;
    const counts = coder.count(start, length);
    const lengths = lengthsFor(counts);
    if (bitsOf(counts, lengths) > 8 * length) {
      bit = putStored(output, bit, bytes.subarray(start, start + length), ends);
      continue;
    }
    const codes = codesOf(lengths);
    bit = putHead(output, bit, lengths, ends);
    bit = coder.code(start, length, codes, bit);
    bit = putBits(output, bit, codes[endOfBlock]! & 0xffff, codes[endOfBlock]! >>> 16);
  }
  // A stored block of nothing ends on a whole byte.
  if (!last) bit = putStored(output, bit, new Uint8Array(), false);
  return output.slice(0, (bit + 7) >> 3);
}

/** A block of bytes as they are. */
function putStored(output: Uint8Array, start: number, bytes: Uint8Array, last: boolean): number {
  let bit = putBits(output, start, last ? 1 : 0, 3);
  bit = (bit + 7) & ~7;
  for (const half of [bytes.length, ~bytes.length & 0xffff]) bit = putBits(output, bit, half, 16);
  output.set(bytes, bit >> 3);
  return bit + 8 * bytes.length;
}

/** Lengths of the codes for bytes and for the block's end. */
function lengthsFor(counts: Uint32Array): Uint8Array {
  const all = new Uint32Array(endOfBlock + 1);
  all.set(counts);
  all[endOfBlock] = 1;
  // A code of one symbol would have no length.
  if (counts.every((n) => n === 0)) all[0] = 1;
  return codeLengths(all);
}

function putHead(output: Uint8Array, start: number, lengths: Uint8Array, last: boolean): number {
  let bit = putBits(output, start, (last ? 1 : 0) | (2 << 1), 3);
  bit = putBits(output, bit, lengths.length - 257, 5);
  bit = putBits(output, bit, distanceLengths.length - 1, 5);
  bit = putBits(output, bit, 19 - 4, 4);
  for (let i = 0; i < 19; i++) bit = putBits(output, bit, i < runs ? 0 : 4, 3);
  for (const length of [...lengths, ...distanceLengths]) {
    bit = putBits(output, bit, lengthCodes[length]!, 4);
  }
  return bit;
}

/** The codes of lengths 0 to 15, which are told in four bits each. */
const lengthCodes: readonly number[] = Array.from({ length: 16 }, (_, n) => mirrored(n, 4));

/** Puts up to 16 bits, lowest first; what stands behind them in the last byte is cleared. */
function putBits(output: Uint8Array, start: number, bits: number, length: number): number {
  let at = start >> 3;
  const shift = start & 7;
  let held = (output[at]! & ((1 << shift) - 1)) | (bits << shift);
  for (let left = shift + length; ; left -= 8) {
    output[at++] = held;
    held >>>= 8;
    if (left < 8) break;
  }
  return start + length;
}

/** @returns bits that a block of the bytes takes by their own code */
export function literalBits(bytes: Uint8Array): number {
  const coder = loadedCoder();
  coder.input.set(bytes);
  const counts = coder.count(0, bytes.length);
  const lengths = lengthsFor(counts);
  return bitsOf(counts, lengths);
}

function bitsOf(counts: Uint32Array, lengths: Uint8Array): number {
  return counts.reduce((bits, n, byte) => bits + n * lengths[byte]!, headBits);
}
