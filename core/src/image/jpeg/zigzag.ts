/** Places in a block, row by row, in the order in which coefficients are coded (T.81, figure A.6). */
export const zigzag: Uint8Array = zigzagOrder();

function zigzagOrder(): Uint8Array {
  const places = Array.from({ length: 64 }, (_, place) => ({ place, x: place & 7, y: place >> 3 }));
  // Diagonal by diagonal, in turn downwards and upwards.
  places.sort((a, b) => {
    const diagonal = a.x + a.y;
    return diagonal - (b.x + b.y) || (diagonal % 2 === 1 ? a.y - b.y : a.x - b.x);
  });
  return Uint8Array.from(places, ({ place }) => place);
}
