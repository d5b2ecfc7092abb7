import type { ServerResponse } from "node:http";
import type { Limits } from "../settings/limits.ts";
import { Pace } from "./pace.ts";

const pieceBytes = 1 << 18;

/**
 * Bytes in pieces, each when the client has taken the one before. A client that is too slow loses the
 * connection: what it does not take stays in memory.
 * @param outgoing where they go, if that is known: only it tells when the last ones have gone
 * @param onEnd called once, when all is sent or nobody takes it any more
 */
export function sendBytes(
  bytes: Uint8Array,
  limits: Limits,
  outgoing: Pick<ServerResponse, "once" | "destroy"> | undefined,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  let offset = 0;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const pace = new Pace(limits);
  const finish = (): void => {
    clearTimeout(timer);
    if (!ended) onEnd();
    ended = true;
  };
  const late = (): void => {
    outgoing?.destroy();
    finish();
  };
  outgoing?.once("close", finish);
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        clearTimeout(timer);
        const piece = bytes.subarray(offset, offset + pieceBytes);
        offset += piece.length;
        pace.move(piece.length);
        if (piece.length > 0) controller.enqueue(piece);
        if (!ended) timer = setTimeout(late, pace.left);
        if (offset < bytes.length) return;
        controller.close();
        if (outgoing === undefined) finish();
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  );
}
