import type { Share } from "../admission/held-bytes.ts";
import { closing, Refusal } from "../errors/refusal.ts";
import { sizeText } from "neuroveil/errors";
import type { Limits } from "../settings/limits.ts";
import { Pace } from "./pace.ts";

/**
 * A body as it comes, piece by piece, up to the limit. What it says of its length is believed only as far
 * as to refuse it: memory grows with what has come.
 * @throws {Refusal} "body-size", "body-slow", "encoding", "busy"; the signal's reason when the client went
 */
export async function readBody(
  request: Request,
  signal: AbortSignal,
  share: Share,
  limits: Limits,
): Promise<Uint8Array<ArrayBuffer>> {
  refuseByHeader(request, limits);
  const { body } = request;
  if (body === null) return new Uint8Array(0);
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  const pace = new Pace(limits);
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), pace, signal);
      if (done) return joined(pieces, length);
      length += value.length;
      if (length > limits.bodyBytes) throw tooLarge(limits);
      share.take(value.length);
      pace.move(value.length);
      pieces.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    signal.throwIfAborted();
    if (error instanceof Refusal) throw error.code === "busy" ? ending(error) : error;
    throw new Refusal("body", "expected the whole body, got a part of it; send it again", {
      connection: "close",
    });
  }
}

function refuseByHeader({ headers }: Request, limits: Limits): void {
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") {
    throw closing(
      "encoding",
      "expected a body without Content-Encoding, got one; send it as it is",
    );
  }
  if (Number(headers.get("content-length") ?? 0) > limits.bodyBytes) throw tooLarge(limits);
}

function tooLarge({ bodyBytes }: Limits): Refusal {
  return closing(
    "body-size",
    `expected a body of at most ${sizeText(bodyBytes)}, got more; encrypt it with the command line, or have the limit raised`,
  );
}

/** The same refusal, after which the rest of the body is not read. */
function ending({ code, message, headers }: Refusal): Refusal {
  return new Refusal(code, message, { ...headers, connection: "close" });
}

async function inTime<T>(work: Promise<T>, pace: Pace, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let gone: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    gone = () => reject(signal.reason as Error);
    signal.addEventListener("abort", gone);
    const refuse = (): void =>
      reject(closing("body-slow", "expected the body in time, got it too slowly; send it again"));
    timer = setTimeout(refuse, Math.max(0, pace.left));
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", gone!);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
