import { failureOf } from "./failure.ts";
import { Refusal } from "./refusal.ts";
import { statuses, type Code } from "./statuses.ts";

/** An answer that says what went wrong, as RFC 9457 has it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
}

/** The address of what is told of a code, relative to the service's. */
export function problemType(code: Code): string {
  return `/problems/${code}`;
}

export function problemOf(error: unknown): Problem {
  const { code, detail } = failureOf(error);
  const { status, title } = statuses[code];
  return { type: problemType(code), title, status, detail, code };
}

/** The answer for anything thrown. */
export function problemResponse(error: unknown): Response {
  const problem = problemOf(error);
  const headers = error instanceof Refusal ? error.headers : {};
  return new Response(`${JSON.stringify(problem)}\n`, {
    status: problem.status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}
