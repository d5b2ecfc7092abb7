import { readFile } from "node:fs/promises";
import { encodeImage, type Image } from "neuroveil/image";
import { generateIdentity, type IdentityPair } from "neuroveil/keys";
import { afterAll } from "vitest";
import { createService, type Service } from "./service.ts";
import { listen, type Listening } from "./server.ts";
import { defaultLimits, type Limits } from "./settings/limits.ts";
import type { Settings } from "./settings/settings.ts";

export const token: string = "0123456789abcdef".repeat(2);

/** The identity that services of tests decrypt with, and somebody else's. */
export const own: IdentityPair = await generateIdentity();
export const foreign: IdentityPair = await generateIdentity();

export interface Started {
  readonly service: Service;
  /** Lines of the log. */
  readonly log: string[];
}

/** Machines that run tests may be busy with others. */
const patient = { workers: 1, requestsPerMinute: 1e6, workSeconds: 600, bodySeconds: 120 };

export async function start(
  changes: Partial<Omit<Settings, "limits">> & { readonly limits?: Partial<Limits> } = {},
): Promise<Started> {
  const log: string[] = [];
  const { limits, ...others } = changes;
  const service = await createService({
    identities: [own.identity],
    tokens: [token],
    passphrases: false,
    hostNames: [],
    trustedProxies: [],
    log: (line) => void log.push(line),
    ...others,
    limits: { ...defaultLimits, ...patient, ...limits },
  });
  return { service, log };
}

export interface Ask {
  readonly method?: string;
  readonly body?: Uint8Array<ArrayBuffer> | FormData | ReadableStream<Uint8Array> | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks a service without a socket. */
export async function ask(
  service: Service,
  path: string,
  { method = "POST", body, headers = {}, signal }: Ask = {},
): Promise<Response> {
  // Node wants to be told that a stream is sent before the answer comes.
  const init: RequestInit & { readonly duplex: "half" } = {
    method,
    headers: { host: "localhost", authorization: `Bearer ${token}`, ...headers },
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { signal }),
    duplex: "half",
  };
  const host = headers["host"] || "localhost";
  return service.fetch(new Request(`http://${host}${path}`, init), {});
}

/** What was answered as a problem. */
export async function problem(
  response: Response,
): Promise<{ status: number; code: string; detail: string }> {
  const document = (await response.json()) as { status: number; code: string; detail: string };
  return { status: response.status, code: document.code, detail: document.detail };
}

export async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await response.arrayBuffer());
}

/** A service that listens, and is stopped at the end of the file's tests. */
export async function listening(
  changes: Parameters<typeof start>[0] = {},
): Promise<Started & Listening> {
  const started = await start(changes);
  const limits = { ...defaultLimits, ...changes.limits };
  const server = await listen(started.service, { host: "127.0.0.1", port: 0 }, limits);
  afterAll(() => server.stop());
  return { ...started, ...server };
}

/** A small RGB picture with structure. */
export function picture(width = 40, height = 30): Image {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) ^ (i >> 5));
  return { width, height, channels: 3, bits: 8, colour: "rgb", data, metadata: {} };
}

export async function png(width?: number, height?: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array((await encodeImage(picture(width, height))).bytes);
}

export async function jpeg(): Promise<Uint8Array<ArrayBuffer>> {
  const path = new URL("../../core/src/image/cases/jpeg-xmp.jpg", import.meta.url);
  return new Uint8Array(await readFile(path));
}
