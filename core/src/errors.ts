import { holdsSecret, withoutSecrets } from "./secrets.ts";

export { withoutSecrets } from "./secrets.ts";
export { sizeText } from "./size-text.ts";

/** Why an operation was refused; scripts may rely on these words. */
export type ErrorCode =
  | "usage" // the caller's options do not fit together
  | "input" // an input is missing, empty or of a kind that cannot be read here
  | "broken" // an input has the right signature and damaged content
  | "unsupported" // valid, but deliberately or not yet handled
  | "limit" // would need more memory than is allowed
  | "key" // no key fits
  | "tampered" // authenticated data does not match
  | "weights" // a weight file is altered, truncated or outside the load-time criterion
  | "output" // writing failed
  | "aborted"; // the caller's AbortSignal fired

/**
 * The one error that neuroveil throws on purpose. The message is one line that says what was
 * expected, what came and what to do; `cause` keeps the lower-level error, if any. Neither shows a
 * secret key: what a library says of a mistyped one quotes it.
 */
export class NeuroveilError extends Error {
  override readonly name = "NeuroveilError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(withoutSecrets(message), holdsSecret(options?.cause) ? {} : options);
    this.code = code;
  }
}
