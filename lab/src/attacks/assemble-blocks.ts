import { blockSide, varied, type BlockGrid, type BlockVariant } from "./block-variants.ts";

/** Sides of a block, in this order, and the way to the neighbour there. */
const sides = [
  { dx: -1, dy: 0 },
  { dx: 1, dy: 0 },
  { dx: 0, dy: -1 },
  { dx: 0, dy: 1 },
] as const;
const opposite = [1, 0, 3, 2] as const;

/** One side of a block: its outermost samples, and how much they are more than those behind them. */
interface Edge {
  readonly outer: Int16Array;
  readonly slope: Int16Array;
}

/** A block as it lies in one of its variants. */
interface Piece {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly edges: readonly Edge[];
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly piece: Piece;
}

/** A free place beside what lies, and what fits there best. */
interface Slot {
  readonly x: number;
  readonly y: number;
  best: Piece;
  /** Mismatch of the best, as a part of that of the second best. */
  doubt: number;
}

/**
 * Puts a jigsaw puzzle of square blocks together, greedily: always the block and place of which there is
 * the least doubt, which is where the best fit is far better than the second best (Pomeranz, Shemesh,
 * Ben-Shahar 2011; Gallagher 2012). Slopes go on over an edge that fits.
 *
 * @returns a grid of the same blocks, as it came out: as a whole perhaps turned or a negative
 */
export function assembleBlocks(grid: BlockGrid, variants: readonly BlockVariant[]): BlockGrid {
  const { across, down, channels, blocks } = grid;
  const pieces = blocks.map((block, number) =>
    variants.map((variant) => pieceOf(number, varied(block, variant), channels)),
  );
  const left = new Set(pieces.keys());
  const placed = new Map<string, Placed>();
  const slots = new Map<string, Slot>();
  const extent: Record<"x" | "y", [least: number, most: number]> = { x: [0, 0], y: [0, 0] };

  /** Whether a place lies in a grid of the right size, lying or standing. */
  const inside = (x: number, y: number): boolean => {
    const width = Math.max(extent.x[1], x) - Math.min(extent.x[0], x) + 1;
    const height = Math.max(extent.y[1], y) - Math.min(extent.y[0], y) + 1;
    return (width <= across && height <= down) || (width <= down && height <= across);
  };
  const place = (x: number, y: number, piece: Piece): void => {
    placed.set(at(x, y), { x, y, piece });
    left.delete(piece.number);
    slots.delete(at(x, y));
    extent.x = [Math.min(extent.x[0], x), Math.max(extent.x[1], x)];
    extent.y = [Math.min(extent.y[0], y), Math.max(extent.y[1], y)];
    if (left.size === 0) return;
    for (const { dx, dy } of sides)
      if (!placed.has(at(x + dx, y + dy))) slots.set(at(x + dx, y + dy), fill(x + dx, y + dy));
    for (const [name, slot] of slots) {
      if (!inside(slot.x, slot.y)) slots.delete(name);
      else if (slot.best.number === piece.number) slots.set(name, fill(slot.x, slot.y));
    }
  };
  const fill = (x: number, y: number): Slot => {
    const neighbours = sides.flatMap(({ dx, dy }, side) => {
      const neighbour = placed.get(at(x + dx, y + dy));
      return neighbour === undefined
        ? []
        : [{ side, edge: neighbour.piece.edges[opposite[side]!]! }];
    });
    let best: Piece | undefined;
    let [least, second] = [Infinity, Infinity];
    for (const number of left) {
      let own = Infinity;
      for (const piece of pieces[number]!) {
        let sum = 0;
        for (const { side, edge } of neighbours) sum += mismatch(edge, piece.edges[side]!);
        if (sum < own) own = sum;
        if (sum < least && own === sum) {
          if (best?.number !== number) second = least;
          [best, least] = [piece, sum];
        }
      }
      if (best!.number !== number && own < second) second = own;
    }
    // Of flat areas everything fits everywhere: they come last.
    return { x, y, best: best!, doubt: (least + 1) / (second + 1) };
  };

  place(0, 0, busiest(pieces.map(([first]) => first!)));
  while (left.size > 0) {
    let surest: Slot | undefined;
    for (const slot of slots.values())
      if (surest === undefined || slot.doubt < surest.doubt) surest = slot;
    place(surest!.x, surest!.y, surest!.best);
  }
  const width = extent.x[1] - extent.x[0] + 1;
  const sorted = [...placed.values()].toSorted((a, b) => a.y - b.y || a.x - b.x);
  return {
    across: width,
    down: blocks.length / width,
    channels,
    blocks: sorted.map(({ piece }) => piece.bytes),
  };
}

function at(x: number, y: number): string {
  return `${x} ${y}`;
}

function pieceOf(number: number, bytes: Uint8Array, channels: number): Piece {
  /** Samples whose pixel is first, first + step, and the slope towards them from `inwards` pixels on. */
  const line = (first: number, step: number, inwards: number): Edge => {
    const outer = new Int16Array(blockSide * channels);
    const slope = new Int16Array(blockSide * channels);
    for (let i = 0; i < outer.length; i++) {
      const place = (first + Math.floor(i / channels) * step) * channels + (i % channels);
      outer[i] = bytes[place]!;
      slope[i] = outer[i]! - bytes[place + inwards * channels]!;
    }
    return { outer, slope };
  };
  const last = blockSide - 1;
  return {
    number,
    bytes,
    edges: [
      line(0, blockSide, 1),
      line(last, blockSide, -1),
      line(0, 1, blockSide),
      line(last * blockSide, 1, -blockSide),
    ],
  };
}

/** Sum of how far steps over an edge are from the mean of the slopes at its two sides. */
function mismatch(a: Edge, b: Edge): number {
  let sum = 0;
  for (let i = 0; i < a.outer.length; i++)
    sum += Math.abs(2 * (b.outer[i]! - a.outer[i]!) - a.slope[i]! + b.slope[i]!);
  return sum;
}

/** The block with the most contrast at its edges. */
function busiest(pieces: readonly Piece[]): Piece {
  const contrast = ({ edges }: Piece): number => {
    let sum = 0;
    for (const { slope } of edges) for (const step of slope) sum += Math.abs(step);
    return sum;
  };
  return pieces.reduce((a, b) => (contrast(b) > contrast(a) ? b : a));
}
