import { tileWords } from "../tiles/tile-engine.ts";

/** Words of a line of a half. */
export const lineWords: number = tileWords;
/** Words of a cell; the halves of a tile are a checkerboard of cells. */
const cellWords = 8;

/** The row in which word `word` of line `line` of a half stands. */
export function lineRow(line: number, word: number, half: number): number {
  return 2 * line + ((Math.floor(word / cellWords) + half) & 1);
}

/**
 * One half of a tile, line after line.
 * @param plane the tile's words, 32 a row, zero outside the image
 */
export function halfLines(plane: Uint16Array, half: number): Int16Array {
  const lines = Math.ceil(plane.length / lineWords / 2);
  return Int16Array.from({ length: lines * lineWords }, (_, i) => {
    const word = i % lineWords;
    return plane[lineRow((i - word) / lineWords, word, half) * lineWords + word] ?? 0;
  });
}
