import type { Code } from "./statuses.ts";

/** A request that is refused; the detail goes to the client, and never into the log. */
export class Refusal extends Error {
  readonly code: Code;
  /** Header fields that belong to the refusal, such as Retry-After. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: Code, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.headers = headers;
  }
}

/** What cannot be done now and may be tried again. */
export function later(
  code: "busy" | "rate" | "stopping",
  detail: string,
  seconds: number,
): Refusal {
  return new Refusal(code, detail, { "retry-after": String(Math.max(1, Math.ceil(seconds))) });
}

/** A refusal while the body is on its way: the rest of it is not read, so the connection ends. */
export function closing(
  code: "body" | "body-size" | "body-slow" | "encoding",
  detail: string,
): Refusal {
  return new Refusal(code, detail, { connection: "close" });
}
