/**
 * A line of the log. What a request says is not among its fields: no address, no field of the header, no
 * option, no name of a file, no message of an error.
 */
export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  readonly event: "listening" | "request" | "cut" | "unexpected" | "stopping" | "stopped";
  /** Made by the service; answers carry it as Request-Id. */
  readonly request?: string;
  /** One of the service's own addresses, or "other". */
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly code?: string;
  readonly milliseconds?: number;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
  /** Requests without a token that had no line since the last of these. */
  readonly unlogged?: number;
  /** Kind and place of an unexpected error. */
  readonly trace?: string;
  readonly address?: string;
}

/** Where lines go, each without its end. */
export type LogSink = (line: string) => void;

export type Log = (entry: LogEntry) => void;

/** One JSON object a line. */
export function createLog(sink: LogSink): Log {
  return (entry) => sink(JSON.stringify({ time: new Date().toISOString(), ...entry }));
}
