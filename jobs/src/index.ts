export { FailureError, overallFailure, toFailure, type Failure } from "./failure.ts";
export { JsonLines } from "./json-lines.ts";
export { outcomeOf, valueOf, type Outcome } from "./outcome.ts";
export { createPool, type Pool } from "./pool.ts";
