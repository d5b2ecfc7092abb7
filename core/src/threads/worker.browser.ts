import type { Request } from "./thread.ts";
import { serve } from "./serve.ts";

// The page's type library has no worker scope; this is the part of it that is used.
const scope = globalThis as unknown as {
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
};
scope.addEventListener("message", ({ data }) => {
  void serve(data).then(({ reply, transfer }) => scope.postMessage(reply, transfer));
});
scope.postMessage({ ready: true });
