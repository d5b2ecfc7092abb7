import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { later } from "../errors/refusal.ts";
import { addressList, clientOf } from "./client.ts";

/**
 * So many requests a minute of each client; those with a token and those without are counted apart, so
 * that nobody without one can use up what its holder has at the same address.
 */
export function rateLimit(
  requestsPerMinute: number,
  trustedProxies: readonly string[],
  isHolder: (context: Context) => boolean,
): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> {
  const trusted = addressList(trustedProxies);
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  return async (context, next) => {
    const peer = context.env.incoming?.socket.remoteAddress;
    const client = clientOf(peer, context.req.header("x-forwarded-for"), trusted);
    try {
      await limiter.consume(`${isHolder(context) ? "holder" : "anybody"} ${client}`);
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
