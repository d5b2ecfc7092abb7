import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { closing } from "../errors/refusal.ts";

/**
 * Refuses a body behind GET or HEAD and ends the connection: nobody reads it, so no limit would hold for
 * it, of size, pace or time.
 */
export const withoutBody: MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> = async (
  context,
  next,
) => {
  if (["GET", "HEAD"].includes(context.req.method)) {
    const length = context.req.header("content-length") ?? "0";
    if (context.req.header("transfer-encoding") !== undefined || Number(length) > 0) {
      const { incoming, outgoing } = context.env;
      outgoing?.once("finish", () => incoming?.socket.destroy());
      throw closing("body", "expected no body with GET, got one; send it with POST");
    }
  }
  await next();
};
