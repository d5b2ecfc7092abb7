import type { HttpBindings } from "@hono/node-server";
import { randomUUID } from "node:crypto";
import { Hono, type Context } from "hono";
import { Gate } from "./admission/gate.ts";
import { HeldBytes, type Share } from "./admission/held-bytes.ts";
import { bodySource, readBody } from "./bodies/read-body.ts";
import { sendBytes } from "./bodies/send-bytes.ts";
import { traceOf } from "./errors/failure.ts";
import { problemOf, problemResponse, problemType } from "./errors/problem.ts";
import { later, Refusal } from "./errors/refusal.ts";
import { statuses, type Code } from "./errors/statuses.ts";
import { ownHost } from "./guards/own-host.ts";
import { rateLimit } from "./guards/rate-limit.ts";
import { token, tokenHolder } from "./guards/token.ts";
import { withoutBody } from "./guards/without-body.ts";
import { LineBudget } from "./observation/line-budget.ts";
import { createLog, type Log } from "./observation/log.ts";
import { createMetrics } from "./observation/metrics.ts";
import { requestSpan, span } from "./observation/spans.ts";
import { openApiDocument } from "./openapi/document.ts";
import { operations } from "./operations/list.ts";
import type { Answer, Desk, Operation } from "./operations/operation.ts";
import { addJsonOptions, addressOptions } from "./requests/options.ts";
import { readParts } from "./requests/parts.ts";
import type { Settings } from "./settings/settings.ts";
import { startWorkers } from "./threads/workers.ts";

/** What is known of a request while it is answered. */
interface Variables {
  id: string;
  /** Aborts when the client has gone, or the service can wait no longer; its reason is a Refusal. */
  signal: AbortSignal;
  bytesIn: number;
  bytesOut: number;
  /** It brought a token, where one is wanted. */
  admitted: boolean;
}

interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: Variables;
}

/** Answers requests, without a socket of its own. */
export interface Service {
  /** Answers one request. */
  readonly fetch: Hono<Env>["fetch"];
  readonly log: Log;
  /** From now on new requests are refused. */
  refuseNew(): void;
  /** Stops the work of all requests. */
  abort(): void;
  /** Resolves, with the reason, when it can do nothing any more: no worker is left, none can be started. */
  readonly broken: Promise<Error>;
  /** Ends the workers. */
  close(): Promise<void>;
}

const securityHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Addresses that answer with a document, and whether without a token. */
const documents = ["/health/live", "/health/ready", "/openapi.json", "/metrics", "/problems/:code"];

/** @throws {NeuroveilError} where no worker threads can be started */
export async function createService(settings: Settings): Promise<Service> {
  const { limits, identities, passphrases } = settings;
  const log = createLog(settings.log);
  const workers = await startWorkers({ identities, sampleBytes: limits.sampleBytes }, limits);
  const held = new HeldBytes(limits.heldBytes);
  const images = new Gate("images", limits.workers, limits.waiting);
  const stretchings = new Gate("passphrases", limits.stretchings, limits.waiting);
  // The rest is for others, who would wait for a minute behind each.
  const longOnes = new Gate("analyses", Math.max(1, limits.workers >> 1), limits.waiting >> 2);
  const running = new Set<AbortController>();
  const metrics = createMetrics({
    running: { help: "Images that are worked on", value: () => images.inside },
    waiting: {
      help: "Requests that wait for a worker",
      value: () => images.waiting + stretchings.waiting + longOnes.waiting,
    },
    held_bytes: { help: "Bytes of bodies and answers in memory", value: () => held.bytes },
    requests_open: { help: "Requests that are being answered", value: () => running.size },
  });
  let stopping = false;
  const budget = new LineBudget();

  const app = new Hono<Env>();

  app.use(async (context, next) => {
    const started = performance.now();
    const id = randomUUID();
    const controller = new AbortController();
    const gone = (): void => controller.abort(new Refusal("aborted", "the client has gone"));
    context.req.raw.signal.addEventListener("abort", gone, { once: true });
    running.add(controller);
    context.set("id", id);
    context.set("signal", controller.signal);
    context.set("bytesIn", 0);
    context.set("bytesOut", 0);
    context.set("admitted", false);
    const method = knownMethods.has(context.req.method) ? context.req.method : "other";
    const route = routeOf(context.req.path);
    await requestSpan(`${method} ${route}`, context.req.raw.headers, async (span) => {
      await next();
      running.delete(controller);
      context.req.raw.signal.removeEventListener("abort", gone);
      const { status, headers } = context.res;
      for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
      headers.set("request-id", id);
      if (stopping) headers.set("connection", "close");
      const code = headers.get("neuroveil-code");
      headers.delete("neuroveil-code");
      const milliseconds = Math.round(performance.now() - started);
      const { bytesIn, bytesOut } = context.var;
      span.setAttributes({
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": status,
      });
      metrics.request({ route, status, seconds: milliseconds / 1000, bytesIn, bytesOut });
      if (code !== null) metrics.refused(code);
      const unlogged = context.var.admitted ? 0 : budget.take(performance.now());
      if (unlogged === undefined) return;
      log({
        level: status >= 500 && status !== 503 ? "error" : "info",
        event: "request",
        request: id,
        method,
        route,
        status,
        ...(code !== null && { code }),
        milliseconds,
        bytesIn,
        bytesOut,
        ...(unlogged > 0 && { unlogged }),
      });
    });
  });

  app.onError((error, context) => {
    const { code } = problemOf(error);
    if (code === "internal") {
      log({ level: "error", event: "unexpected", request: context.var.id, trace: traceOf(error) });
    }
    const response = problemResponse(error);
    // For the log and the metrics alone; taken out before it is sent.
    response.headers.set("neuroveil-code", code);
    return response;
  });

  app.use(withoutBody);
  app.use(ownHost(settings.hostNames));

  app.get("/health/live", (context) => context.json({ status: "live" }));
  app.get("/health/ready", (context) =>
    stopping ? context.json({ status: "stopping" }, 503) : context.json({ status: "ready" }),
  );

  app.use(async (_, next) => {
    if (stopping) throw later("stopping", "expected a running service, got one that stops", 5);
    await next();
  });
  const isHolder = tokenHolder(settings.tokens);
  app.use(rateLimit(limits.requestsPerMinute, settings.trustedProxies, isHolder));

  const description = openApiDocument(settings);
  app.get("/openapi.json", (context) => context.json(description));
  app.get("/problems/:code", (context) => {
    const code = context.req.param("code");
    if (!Object.hasOwn(statuses, code)) throw noRoute();
    return context.json({ code, type: problemType(code as Code), ...statuses[code as Code] });
  });

  app.use(token(settings.tokens));
  app.use(async (context, next) => {
    context.set("admitted", true);
    await next();
  });

  app.get("/metrics", async (context) => {
    context.header("content-type", metrics.contentType);
    return context.body(await metrics.text());
  });

  const answer = async (context: Context<Env>, operation: Operation): Promise<Response> => {
    const share = held.share();
    try {
      const { bytes, headers } = await perform(context, operation, share);
      // The body is the worker's by now, or gone.
      share.giveBack();
      share.take(bytes.length);
      context.set("bytesOut", bytes.length);
      context.var.signal.throwIfAborted();
      const { outgoing } = context.env;
      const stream = sendBytes(bytes, limits, outgoing, () => share.giveBack());
      return new Response(stream, {
        headers: { ...headers, "content-length": String(bytes.length) },
      });
    } catch (error) {
      share.giveBack();
      throw error;
    }
  };

  const perform = async (
    context: Context<Env>,
    operation: Operation,
    share: Share,
  ): Promise<Answer> => {
    const { signal, id } = context.var;
    const { raw: request } = context.req;
    const options = addressOptions(new URL(request.url), operation.readers, operation.lists);
    const source = bodySource(request, context.env.incoming);
    const body = await span("read body", () => readBody(source, signal, share, limits));
    context.set("bytesIn", body.length);
    const type = request.headers.get("content-type") ?? undefined;
    const parts = readParts(body, type, operation.parts);
    if (parts.options !== undefined) addJsonOptions(options, parts.options);
    const desk: Desk = {
      passphrases,
      decrypts: identities.length > 0,
      async run(name, job, { stretches = false, long = false } = {}) {
        // In this order, so that nobody holds a worker and waits.
        const gates = [...(stretches ? [stretchings] : []), ...(long ? [longOnes] : []), images];
        const leave: (() => void)[] = [];
        try {
          await span("wait", async () => {
            for (const gate of gates) leave.push(await gate.enter(signal));
          });
          return await span("work", () =>
            workers.run(name, job, signal, (trace) =>
              log({ level: "error", event: "unexpected", request: id, trace }),
            ),
          );
        } finally {
          for (const each of leave) each();
        }
      },
    };
    return operation.perform({ parts, options, headers: request.headers }, desk);
  };

  for (const operation of operations) {
    app.post(`/${operation.name}`, (context) => answer(context, operation));
  }

  app.notFound((context) => {
    const route = routeOf(context.req.path);
    if (route === "other") throw noRoute();
    const allowed = route.startsWith("/") && documents.includes(route) ? "GET, HEAD" : "POST";
    throw new Refusal("method", `expected ${allowed} here, got another method`, { allow: allowed });
  });

  return {
    fetch: app.fetch,
    log,
    refuseNew: () => void (stopping = true),
    abort() {
      for (const controller of running) {
        controller.abort(later("stopping", "expected a running service, got one that stopped", 5));
      }
    },
    broken: workers.broken,
    close: () => workers.close(),
  };
}

const knownMethods: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "DELETE",
  "OPTIONS",
]);

/** One of the service's own addresses, or "other": what clients make up must not become labels. */
function routeOf(path: string): string {
  if (path.startsWith("/problems/")) return "/problems/:code";
  const own = [...documents, ...operations.map(({ name }) => `/${name}`)];
  return own.includes(path) ? path : "other";
}

function noRoute(): Refusal {
  return new Refusal(
    "route",
    "expected an address of the service, got another; /openapi.json lists them",
  );
}
