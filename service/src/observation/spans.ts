import {
  context as active,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
} from "@opentelemetry/api";

const tracer = trace.getTracer("@neuroveil/service");

/**
 * A span around the answering of a request, below the caller's where its header names one. Without an SDK
 * of OpenTelemetry in the process, nothing is recorded.
 */
export function requestSpan<T>(
  name: string,
  headers: Headers,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = propagation.extract(active.active(), headers, {
    get: (carrier, key) => carrier.get(key) ?? undefined,
    keys: (carrier) => [...carrier.keys()],
  });
  return tracer.startActiveSpan(name, { kind: SpanKind.SERVER }, parent, (span) =>
    ending(span, () => work(span)),
  );
}

/** A span around a part of that: reading the body, waiting, the work. */
export function span<T>(name: string, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, (span) => ending(span, work));
}

async function ending<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Its message may hold something of the request.
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
