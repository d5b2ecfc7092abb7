import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** A web site on this machine: a folder, and bytes that a test lays beside it. */
export interface Site {
  readonly url: string;
  /** Lays bytes where a page can fetch them. @returns their path */
  put(bytes: Uint8Array): string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder.
 * @param isolated whether its pages are cross-origin isolated and so have shared memory
 */
export async function openSite(folder: string, isolated: boolean): Promise<Site> {
  const laid: Uint8Array[] = [];
  const send = (response: ServerResponse, bytes: Uint8Array, type: string): void => {
    response.setHeader("content-type", type);
    if (isolated) {
      response.setHeader("cross-origin-opener-policy", "same-origin");
      response.setHeader("cross-origin-embedder-policy", "require-corp");
    }
    response.end(bytes);
  };
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://site").pathname);
    const bytes = laid[Number(/^\/bytes\/(\d+)$/.exec(path)?.[1])];
    if (bytes) {
      send(response, bytes, "application/octet-stream");
      return;
    }
    const file = join(folder, path === "/" ? "index.html" : path);
    readFile(file).then(
      (content) => send(response, content, types[extname(file)] ?? "application/octet-stream"),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    put: (bytes) => `/bytes/${laid.push(bytes) - 1}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
