import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { later } from "../errors/refusal.ts";
import { addressList, clientOf } from "./client.ts";

/** So many requests a minute of each client. */
export function rateLimit(
  requestsPerMinute: number,
  trustedProxies: readonly string[],
): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> {
  const trusted = addressList(trustedProxies);
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  return async (context, next) => {
    const peer = context.env.incoming?.socket.remoteAddress;
    const client = clientOf(peer, context.req.header("x-forwarded-for"), trusted);
    try {
      await limiter.consume(client);
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      throw later(
        "rate",
        `expected at most ${requestsPerMinute} requests in a minute, got more; wait`,
        spent.msBeforeNext / 1000,
      );
    }
    await next();
  };
}
