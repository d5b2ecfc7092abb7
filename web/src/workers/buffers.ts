/**
 * The buffers of plain data, each once, so that they are moved to another thread instead of being
 * copied. Shared memory is not moved.
 */
export function buffersIn(data: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const open = [data];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (ArrayBuffer.isView(next)) {
      if (next.buffer instanceof ArrayBuffer) found.add(next.buffer);
    } else if (typeof next === "object" && next !== null && !(next instanceof Blob)) {
      open.push(...Object.values(next).filter((value) => value !== undefined));
    }
  }
  return [...found];
}
