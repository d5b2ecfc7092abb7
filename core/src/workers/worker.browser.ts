import { failure, type Request } from "../threads/thread.ts";
import { inOrder, serve, type Served } from "./serve.ts";

// The page's type library has no worker scope; this is the part of it that is used.
const scope = globalThis as unknown as {
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
};
const answer = inOrder(async (request: Request) => {
  let served: Served;
  try {
    served = await serve(request);
  } catch (error) {
    served = { reply: failure(error) };
  }
  scope.postMessage(served.reply, served.transfer);
});
scope.addEventListener("message", ({ data }) => answer(data));
scope.postMessage({ ready: true });
