import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What is measured while the service runs. */
export interface Metrics {
  request(about: {
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
    readonly bytesIn: number;
    readonly bytesOut: number;
  }): void;
  /** A refusal, or a failure of the work. */
  refused(code: string): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Things that are as they are when somebody looks. */
export type Gauges = Readonly<
  Record<string, { readonly help: string; readonly value: () => number }>
>;

/** Metrics of one service, in a registry of its own. Labels take few values, whatever is asked. */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "neuroveil_requests_total",
    help: "Requests that were answered",
    labelNames: ["route", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "neuroveil_request_seconds",
    help: "Seconds from a request's header to its answer's",
    labelNames: ["route"],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120],
    registers,
  });
  const bytes = new Counter({
    name: "neuroveil_bytes_total",
    help: "Bytes of bodies (in) and answers (out)",
    labelNames: ["direction"],
    registers,
  });
  const refusals = new Counter({
    name: "neuroveil_refusals_total",
    help: "Requests that were refused or failed, by code",
    labelNames: ["code"],
    registers,
  });
  for (const [name, { help, value }] of Object.entries(gauges)) {
    void new Gauge({
      name: `neuroveil_${name}`,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  }
  return {
    request({ route, status, seconds: took, bytesIn, bytesOut }) {
      requests.inc({ route, status: String(status) });
      seconds.observe({ route }, took);
      bytes.inc({ direction: "in" }, bytesIn);
      bytes.inc({ direction: "out" }, bytesOut);
    },
    refused: (code) => refusals.inc({ code }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
