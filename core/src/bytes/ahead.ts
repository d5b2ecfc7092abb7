/**
 * The same items, of which the next is being made while one is used: where their memory is used again,
 * there must be enough for two.
 */
export async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  // Whoever waits for it hears of a failure; until then nobody does.
  next.catch(() => undefined);
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return;
      next = items.next();
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await items.return(undefined);
  }
}
