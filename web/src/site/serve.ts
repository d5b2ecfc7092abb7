import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** A folder that is served. */
export interface Served {
  readonly url: string;
  readonly server: Server;
}

/**
 * Serves a folder on this machine alone.
 * @param port 0 for any that is free
 */
export async function serve(folder: string, port: number): Promise<Served> {
  const policy = policyOf(await readFile(join(folder, "index.html"), "utf8"));
  const server = createServer((request, response) => {
    void answer(folder, request.url ?? "/", response, policy);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, server };
}

/** What a web server should send along: the policy that the page has for servers that send none, and one thing more. */
function policyOf(page: string): string {
  const [, policy] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(page)!;
  return `${policy}; frame-ancestors 'self'`;
}

async function answer(
  folder: string,
  url: string,
  response: ServerResponse,
  policy: string,
): Promise<void> {
  const path = normalize(new URL(url, "http://site").pathname);
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.end(content);
}
