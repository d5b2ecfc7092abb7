import type { Request } from "../threads/thread.ts";
import { serve } from "./serve.ts";
import { tiles } from "./tiles.ts";

// The page's type library has no worker scope; this is the part of it that is used.
const scope = globalThis as unknown as {
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
};
const answer = serve([tiles], (message, transfer) => scope.postMessage(message, transfer));
scope.addEventListener("message", ({ data }) => answer(data));
scope.postMessage({ ready: true });
