import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

interface Stored {
  readonly bytes: Buffer;
  readonly modified: Date;
}

const region = "test-1";
/** Few, so that lists have several pages. */
const keysPerPage = 3;

/**
 * As much of S3 as is used of it, in memory: objects of one bucket, conditional writes, lists in pages,
 * and signatures (version 4), which are computed here on their own from the specification.
 */
export class S3Server {
  readonly bucket: string = "pictures";
  readonly objects: Map<string, Stored> = new Map();
  /** Requests as METHOD KEY, in their order. */
  readonly seen: string[] = [];
  /** Has the next requests fail: called with each, an answer is a status. */
  fault: (method: string, key: string) => number | undefined = () => undefined;
  /** What is said instead of a list. */
  listing: string | undefined;
  /** Has answers break off in their middle. */
  cut = false;
  /** Has `If-None-Match` be overlooked, as some stores do. */
  replaces = false;
  /** The status of answers whose bodies never end. */
  endless: number | undefined;
  /** Bytes of such bodies that somebody took. */
  poured = 0;
  readonly #server: Server;
  readonly #secret = "s3-secret-word";

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<S3Server> {
    const server = new S3Server();
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    onTestFinished(() => {
      server.#server.closeAllConnections();
      server.#server.close();
    });
    return server;
  }

  get secret(): string {
    return this.#secret;
  }

  /** What a program needs to come here. */
  get environment(): Readonly<Record<string, string>> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "tester",
      AWS_SECRET_ACCESS_KEY: this.#secret,
      AWS_REGION: region,
    };
  }

  put(key: string, bytes: Uint8Array): void {
    this.objects.set(key, { bytes: Buffer.from(bytes), modified: new Date() });
  }

  /** Keys that begin so, sorted. */
  keys(prefix = ""): string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const url = new URL(request.url!, "http://x");
    const [, bucket, ...parts] = url.pathname.split("/").map(decodeURIComponent);
    const key = parts.join("/");
    const method = request.method!;
    this.seen.push(`${method} ${key}`);
    const refuse = (status: number, code: string): void => {
      response.writeHead(status, { "content-type": "application/xml" });
      response.end(method === "HEAD" ? "" : `<Error><Code>${code}</Code></Error>`);
    };
    if (!this.#isSigned(request, url, body)) return refuse(403, "SignatureDoesNotMatch");
    if (this.endless !== undefined) return this.#pour(this.endless, response);
    const fault = this.fault(method, key);
    if (fault !== undefined) return refuse(fault, "InternalError");
    if (bucket !== this.bucket) return refuse(404, "NoSuchBucket");
    if (key === "") return this.#list(url.searchParams, response);
    const found = this.objects.get(key);
    if (method === "PUT") {
      if (request.headers["if-none-match"] === "*" && found && !this.replaces)
        return refuse(412, "PreconditionFailed");
      this.put(key, body);
      return void response.end();
    }
    if (method === "DELETE") {
      this.objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (found === undefined) return refuse(404, "NoSuchKey");
    response.setHeader("content-length", found.bytes.length);
    response.setHeader("last-modified", found.modified.toUTCString());
    if (method === "HEAD") return void response.end();
    if (!this.cut) return void response.end(found.bytes);
    response.write(found.bytes.subarray(0, found.bytes.length >> 1), () => response.destroy());
  }

  /** Says the same for as long as somebody listens. */
  async #pour(status: number, response: ServerResponse): Promise<void> {
    const piece = Buffer.alloc(1 << 16, "<Contents>");
    response.writeHead(status, { "content-type": "application/xml" });
    const closed = once(response, "close");
    while (!response.destroyed) {
      this.poured += piece.length;
      if (!response.write(piece)) await Promise.race([once(response, "drain"), closed]);
    }
  }

  #list(query: URLSearchParams, response: ServerResponse): void {
    const after = query.get("start-after") ?? "";
    const all = this.keys(query.get("prefix") ?? "").filter((key) => key > after);
    const page = all.slice(0, keysPerPage).map((key) => {
      const { bytes, modified } = this.objects.get(key)!;
      const name = encodeURIComponent(key).replaceAll("%2F", "/");
      return `<Contents><Key>${name}</Key><LastModified>${modified.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
    });
    response.end(
      this.listing ??
        `<?xml version="1.0"?><ListBucketResult><IsTruncated>${all.length > keysPerPage}</IsTruncated>${page.join("")}</ListBucketResult>`,
    );
  }

  /** AWS Signature Version 4, "Authenticating Requests: Using the Authorization Header". */
  #isSigned({ headers, method }: IncomingMessage, url: URL, body: Buffer): boolean {
    const [, scope, names, signature] =
      /^AWS4-HMAC-SHA256 Credential=tester\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? "",
      ) ?? [];
    const digest = String(headers["x-amz-content-sha256"]);
    if (scope === undefined || signature === undefined) return false;
    // Bodies are signed, too: one without a digest would be anybody's on the way.
    if (body.length > 0 && digest !== sha256(body)) return false;
    const encoded = (text: string): string =>
      encodeURIComponent(text).replaceAll(
        /[!'()*]/g,
        (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    const path = url.pathname.split("/").map(decodeURIComponent).map(encoded).join("/");
    const query = [...url.searchParams]
      .map((pair) => pair.map(encoded).join("="))
      .toSorted()
      .join("&");
    const fields = names!.split(";");
    if (headers["if-none-match"] !== undefined && !fields.includes("if-none-match")) return false;
    const lines = fields.map((name) => `${name}:${String(headers[name]).trim()}\n`).join("");
    const canonical = [method, path, query, lines, names, digest].join("\n");
    const [date = ""] = scope.split("/");
    const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
    const key = [date, region, "s3", "aws4_request"].reduce<Buffer | string>(
      (above, part) => createHmac("sha256", above).update(part).digest(),
      `AWS4${this.#secret}`,
    );
    const expected = createHmac("sha256", key).update(text).digest();
    return timingSafeEqual(expected, Buffer.from(signature, "hex"));
  }
}

function sha256(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex");
}
