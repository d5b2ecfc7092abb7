import type { ErrorCode } from "neuroveil/errors";

/** What the service answers under a code: the HTTP status, and a title that is the same every time. */
export interface Status {
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 413 | 415 | 421 | 422 | 429 | 500 | 503;
  readonly title: string;
}

/** Codes of the library's errors, and the service's own. */
export type Code =
  | ErrorCode
  | "internal"
  | "token"
  | "origin"
  | "host"
  | "not-offered"
  | "route"
  | "method"
  | "encoding"
  | "body"
  | "body-size"
  | "body-slow"
  | "time"
  | "rate"
  | "busy"
  | "stopping";

/** The status of every code; it stands nowhere else. */
export const statuses: Readonly<Record<Code, Status>> = {
  // Of the library.
  usage: { status: 400, title: "Options that do not fit together" },
  input: { status: 422, title: "A file of another kind" },
  broken: { status: 422, title: "A damaged file" },
  unsupported: { status: 422, title: "Not supported" },
  limit: { status: 413, title: "Too large" },
  key: { status: 403, title: "No key fits" },
  tampered: { status: 422, title: "Changed since it was encrypted" },
  weights: { status: 500, title: "Weights of the service do not fit" },
  output: { status: 500, title: "Writing failed" },
  aborted: { status: 503, title: "Stopped before it was done" },
  internal: { status: 500, title: "A mistake of the service" },
  // Who may ask.
  token: { status: 401, title: "No token, or a wrong one" },
  origin: { status: 403, title: "Asked by a page of another origin" },
  host: { status: 421, title: "Asked under a name that is not the service's" },
  "not-offered": { status: 403, title: "Not offered by this service" },
  // What is asked.
  route: { status: 404, title: "No such address" },
  method: { status: 405, title: "No such method here" },
  encoding: { status: 415, title: "A body in an encoding that is not read" },
  body: { status: 400, title: "A body that is not what it says" },
  "body-size": { status: 413, title: "A body over the limit" },
  "body-slow": { status: 408, title: "A body that came too slowly" },
  time: { status: 422, title: "More work than one request may take" },
  // How much is asked.
  rate: { status: 429, title: "Too many requests" },
  busy: { status: 503, title: "Too much to do" },
  stopping: { status: 503, title: "The service is being stopped" },
};
