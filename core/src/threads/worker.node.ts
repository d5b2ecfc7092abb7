import { parentPort } from "node:worker_threads";
import type { Request } from "./thread.ts";
import { serve } from "./serve.ts";

const port = parentPort!;
port.on("message", (request: Request) => {
  void serve(request).then(({ reply, transfer }) => port.postMessage(reply, transfer));
});
port.postMessage({ ready: true });
