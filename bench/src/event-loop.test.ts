import { expect, test } from "vitest";
import { eventLoop } from "./event-loop.ts";

test("watching can be stopped", async () => {
  const stopped = eventLoop(new Uint8Array(10), { signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: "aborted" });
});
