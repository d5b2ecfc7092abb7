import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import type { Service } from "./service.ts";
import type { Limits } from "./settings/limits.ts";

/** A service that listens. */
export interface Listening {
  /** Its address, as http://127.0.0.1:8080. */
  readonly url: string;
  /** Finishes what runs, refuses what is new, and ends; what takes too long is broken off. */
  stop(): Promise<void>;
}

/**
 * @param host an address or a name of this machine
 * @param port 0 for any that is free
 * @throws {Error} of the system, where it cannot listen there
 */
export async function listen(
  service: Service,
  { host, port }: { readonly host: string; readonly port: number },
  limits: Limits,
): Promise<Listening> {
  const { bodyBytes, bodySeconds, headerSeconds, leastBytesPerSecond } = limits;
  const bodyTime = bodySeconds + bodyBytes / leastBytesPerSecond;
  const server = createAdaptorServer({
    fetch: (request, env) => service.fetch(request, env),
    overrideGlobalObjects: false,
    serverOptions: {
      headersTimeout: 1000 * headerSeconds,
      // The body has its own pace; this is the end of all patience.
      requestTimeout: 1000 * Math.ceil(headerSeconds + bodyTime + bodySeconds),
      connectionsCheckingInterval: 1000 * Math.min(1, headerSeconds),
      keepAliveTimeout: 5000,
      maxHeaderSize: 1 << 14,
      insecureHTTPParser: false,
      requireHostHeader: true,
    },
  }) as Server;
  server.maxConnections = limits.connections;
  // Fields beyond a number would vanish in silence; maxHeaderSize bounds them.
  server.maxHeadersCount = 0;
  server.listen(port, host);
  await once(server, "listening");
  const { address, family, port: taken } = server.address() as AddressInfo;
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${taken}`;
  service.log({ level: "info", event: "listening", address: url });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    service.log({ level: "info", event: "stopping" });
    service.refuseNew();
    const closed = once(server, "close");
    server.close();
    server.closeIdleConnections();
    const late = setTimeout(() => {
      service.abort();
      // Those who wait still get their answer.
      setTimeout(() => server.closeAllConnections(), 1000).unref();
    }, 1000 * limits.stopSeconds);
    await closed;
    clearTimeout(late);
    await service.close();
    service.log({ level: "info", event: "stopped" });
  };
  return { url, stop: () => (stopped ??= stop()) };
}
