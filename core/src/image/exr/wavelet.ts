interface Plane {
  readonly width: number;
  readonly height: number;
  /** From a number to the one right of it. */
  readonly across: number;
  /** The largest of them. */
  readonly most: number;
}

/** Sum and difference to two numbers. */
type Undo = (words: Uint16Array, a: number, b: number) => void;

/** Undoes the Haar transform of ImfWav (OpenEXR), in place, from the coarsest level down. */
export function undoWavelet(words: Uint16Array, { width, height, across, most }: Plane): void {
  const undo = most < 1 << 14 ? undo14 : undo16;
  const down = width * across;
  let whole = 1;
  while (whole <= Math.min(width, height)) whole <<= 1;
  for (whole >>= 1; whole > 1; whole >>= 1) {
    const step = whole >> 1;
    const [right, below] = [step * across, step * down];
    let y = 0;
    for (; y + whole <= height; y += whole) {
      let x = 0;
      for (; x + whole <= width; x += whole) {
        const at = y * down + x * across;
        undo(words, at, at + below);
        undo(words, at + right, at + right + below);
        undo(words, at, at + right);
        undo(words, at + below, at + below + right);
      }
      if ((width & step) !== 0) undo(words, y * down + x * across, y * down + x * across + below);
    }
    if ((height & step) === 0) continue;
    for (let x = 0; x + whole <= width; x += whole) {
      undo(words, y * down + x * across, y * down + x * across + right);
    }
  }
}

const undo14: Undo = (words, a, b) => {
  const low = (words[a]! << 16) >> 16;
  const high = (words[b]! << 16) >> 16;
  const first = low + (high & 1) + (high >> 1);
  words[a] = first;
  words[b] = first - high;
};

const undo16: Undo = (words, a, b) => {
  const [mean, difference] = [words[a]!, words[b]!];
  const second = (mean - (difference >> 1)) & 0xffff;
  words[b] = second;
  words[a] = (difference + second - 0x8000) & 0xffff;
};
