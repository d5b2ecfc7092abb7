import type { IncomingMessage } from "node:http";
import type { Share } from "../admission/held-bytes.ts";
import { closing, Refusal } from "../errors/refusal.ts";
import { sizeText } from "neuroveil/errors";
import type { Limits } from "../settings/limits.ts";
import { Collected } from "./collected.ts";
import { Pace } from "./pace.ts";

/** From so many bytes on, at most so many on the line for one of the body. */
const crumbs = { from: 1 << 17, most: 2 } as const;

/** Where a body comes from: Node's request, whose pieces come joined, or a stream of the web. */
export interface BodySource {
  readonly headers: Headers;
  readonly body: AsyncIterator<Uint8Array>;
  /** Bytes that came over the connection for it, with what frames them; where nobody knows, undefined. */
  readonly framed: () => number | undefined;
}

export function bodySource(request: Request, incoming: IncomingMessage | undefined): BodySource {
  const { headers } = request;
  const before = incoming?.socket.bytesRead ?? 0;
  const framed = (): number | undefined => incoming && incoming.socket.bytesRead - before;
  // The answer needs the connection, whatever is thrown.
  if (incoming !== undefined) {
    return {
      headers,
      framed,
      body: incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>,
    };
  }
  const body = request.body as ReadableStream<Uint8Array> | null;
  return { headers, framed, body: body === null ? nothing() : body.values() };
}

/**
 * A body as it comes, piece by piece, up to the limit. What it says of its length is believed only as far
 * as to refuse it: memory grows with what has come.
 * @throws {Refusal} "body-size", "body-slow", "encoding", "busy"; the signal's reason when the client went
 */
export async function readBody(
  { headers, body, framed }: BodySource,
  signal: AbortSignal,
  share: Share,
  limits: Limits,
): Promise<Uint8Array<ArrayBuffer>> {
  refuseByHeader(headers, limits);
  const collected = new Collected();
  const pace = new Pace(limits);
  try {
    for (;;) {
      const { done, value } = await inTime(body.next(), pace, signal);
      if (done === true) return collected.joined();
      if (collected.length + value.length > limits.bodyBytes) throw tooLarge(limits);
      share.take(value.length);
      pace.move(value.length);
      collected.add(value);
      refuseCrumbs(framed(), collected.length);
    }
  } catch (error) {
    body.return?.().catch(() => undefined);
    signal.throwIfAborted();
    if (error instanceof Refusal) throw error.code === "busy" ? ending(error) : error;
    throw new Refusal("body", "expected the whole body, got a part of it; send it again", {
      connection: "close",
    });
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function refuseByHeader(headers: Headers, limits: Limits): void {
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") {
    throw closing(
      "encoding",
      "expected a body without Content-Encoding, got one; send it as it is",
    );
  }
  if (Number(headers.get("content-length") ?? 0) > limits.bodyBytes) throw tooLarge(limits);
}

/** Chunks of a byte or two cost the thread that answers everybody some microseconds each. */
function refuseCrumbs(framed: number | undefined, length: number): void {
  if (framed === undefined || framed < crumbs.from || framed <= crumbs.most * length) return;
  throw new Refusal(
    "body",
    "expected chunks of some size, got crumbs; send larger ones, or a Content-Length",
    { connection: "close" },
  );
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
