/** Bytes that are read of what a store says beside objects and lists; its refusals take a few hundred. */
const mostSaid = 1 << 16;
/** Milliseconds in which it has to say that. */
const patience = 10_000;

/**
 * The text of an answer, if it is not too long: who speaks without an end is cut off.
 * @param most bytes
 * @param within milliseconds after which what has come by then is all
 * @returns undefined where there is more
 */
export async function textWithin(
  answer: Response,
  most: number,
  within?: number,
): Promise<string | undefined> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return "";
  const cut = (): void => void reader.cancel().catch(() => undefined);
  const timer = within === undefined ? undefined : setTimeout(cut, within);
  try {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) return undefined;
      pieces.push(next.value);
    }
    return Buffer.concat(pieces).toString("utf8");
  } finally {
    clearTimeout(timer);
    cut();
  }
}

/** What a store calls its refusal; of anything else that it says nothing is repeated. */
export async function refusalCode(answer: Response): Promise<string | undefined> {
  const text = await textWithin(answer, mostSaid, patience).catch(() => undefined);
  return /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text ?? "")?.[1];
}

/** Leaves an answer's body unread, and lets the connection go. */
export async function unread(answer: Response): Promise<void> {
  await answer.body?.cancel().catch(() => undefined);
}
