import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import { Refusal } from "../errors/refusal.ts";

/**
 * Keeps pages of other origins in a browser on this machine from using the service. A page that has its
 * name lead to 127.0.0.1 (DNS rebinding) is same-origin for the browser; but it asks under its name, and
 * an address of numbers cannot be led elsewhere. A page that asks openly sends an Origin that is not the
 * name it asks under, or a Sec-Fetch-Site.
 */
export function ownHost(names: readonly string[]): MiddlewareHandler {
  const known = new Set(["localhost", ...names.map((name) => name.toLowerCase())]);
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    const name = hostName(host);
    // A request may name a host in its first line as well, and programs differ in which one they take.
    const named = hostName(new URL(context.req.url).host);
    if (name === undefined || named !== name || !(known.has(name) || isIP(name) !== 0)) {
      throw new Refusal(
        "host",
        "expected the service's own name in Host, got another; ask under an address of numbers or localhost, or start the service with --host-name",
      );
    }
    refuseOtherOrigin(context, host);
    await next();
  };
}

function refuseOtherOrigin(context: Context, host: string): void {
  const origin = context.req.header("origin");
  const site = context.req.header("sec-fetch-site");
  const same = origin === undefined || originHost(origin) === host.toLowerCase();
  if (same && (site === undefined || site === "same-origin" || site === "none")) return;
  throw new Refusal(
    "origin",
    "expected a program or a page of the service's own origin, got a page of another one; pages elsewhere may not use this service",
  );
}

/** The name or the address in a Host field, without port and brackets; undefined where it is none. */
export function hostName(host: string): string | undefined {
  const found = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<name>[a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host);
  const { six, name } = found?.groups ?? {};
  return (six ?? name)?.toLowerCase();
}

function originHost(origin: string): string | undefined {
  return /^https?:\/\/(?<host>[^/]+)$/i.exec(origin)?.groups?.["host"]?.toLowerCase();
}
