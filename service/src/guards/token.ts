import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { Refusal } from "../errors/refusal.ts";

/** Fewest characters of a token: 32 hex digits are 128 bits. */
export const leastTokenLength = 32;

/** Whether a request brings one of the tokens; all do where there are none. */
export function tokenHolder(tokens: readonly string[]): (context: Context) => boolean {
  const known = tokens.map(digest);
  return (context) => {
    const given = givenToken(context);
    return known.length === 0 || (given !== undefined && isOneOf(known, digest(given)));
  };
}

function givenToken(context: Context): string | undefined {
  return /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
}

/** Lets requests through that bring one of the tokens, in `Authorization: Bearer …`. */
export function token(tokens: readonly string[]): MiddlewareHandler {
  const isHolder = tokenHolder(tokens);
  return async (context, next) => {
    if (!isHolder(context)) {
      const given = givenToken(context);
      throw new Refusal(
        "token",
        `expected Authorization: Bearer and the service's token, got ${given === undefined ? "none" : "another"}; ask whoever runs the service`,
        { "www-authenticate": "Bearer" },
      );
    }
    await next();
  };
}

/** Digests are of one length, as comparing in constant time needs. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** All are compared, so that the time does not tell which is near. */
function isOneOf(known: readonly Buffer[], given: Buffer): boolean {
  return known.map((each) => timingSafeEqual(each, given)).includes(true);
}
