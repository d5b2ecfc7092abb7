import { holdsSecret, withoutSecrets } from "./secrets.ts";
import { inLibrary, joined, payload, written, type OptionStyle, type Words } from "./words.ts";

export { withoutSecrets } from "./secrets.ts";
export { sizeText } from "./size-text.ts";
export { sameWords, type OptionName, type OptionStyle, type Words } from "./words.ts";

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

/** What an error says, in its parts; its message is "expected …, got …; …". */
export interface Refusal {
  /** The argument that it is about, as in `"bits"`. */
  readonly of?: string | undefined;
  readonly expected?: Words | undefined;
  /** What came instead. */
  readonly got?: Words | undefined;
  /** What to do; where it is left open, a program may know. */
  readonly todo?: Words | undefined;
  /** The sentence before what is to be done, where it has another form. */
  readonly sentence?: Words | undefined;
  /** The lower-level error, if any. */
  readonly cause?: unknown;
}

/** What to do about an image whose pixels cannot be encrypted. */
export const asFile: Words = [payload("file"), " takes it as it is"];

/**
 * The one error that neuroveil throws on purpose. The message is one line that says what was
 * expected, what came and what to do; the parts are fields, too, and {@link NeuroveilError.told} says it
 * with a program's own options. `cause` keeps the lower-level error.
 * None of it shows a secret key: what a library says of a mistyped one quotes it. What was stopped by
 * the caller goes by the name "AbortError", as everywhere.
 */
export class NeuroveilError extends Error {
  override readonly name: string;
  readonly code: ErrorCode;
  readonly expected: string | undefined;
  readonly got: string | undefined;
  readonly todo: string | undefined;
  readonly #refusal: Refusal;

  /** @param refusal its parts, or a whole sentence */
  constructor(code: ErrorCode, refusal: Refusal | string, options?: { cause?: unknown }) {
    const parts = typeof refusal === "string" ? { sentence: refusal, ...options } : refusal;
    const { cause } = parts;
    super(
      withoutSecrets(written(messageOf(parts), inLibrary)),
      cause === undefined || holdsSecret(cause) ? {} : { cause },
    );
    this.name = code === "aborted" ? "AbortError" : "NeuroveilError";
    this.code = code;
    this.expected = shown(parts.expected);
    this.got = shown(parts.got);
    this.todo = shown(parts.todo);
    this.#refusal = parts;
  }

  /** Its parts as plain data, which crosses to another thread; without the cause. */
  get refusal(): Refusal {
    const { cause: _, ...parts } = this.#refusal;
    return parts;
  }

  /** The message with options as a program has them. */
  told(style: OptionStyle): string {
    return withoutSecrets(written(messageOf(this.#refusal), style));
  }

  /** The same refusal as one of what it is about, or with other advice. */
  retold({ about, todo }: { readonly about?: string; readonly todo?: Words }): NeuroveilError {
    const { todo: said, ...rest } = this.refusal;
    const before = messageOf(rest);
    const sentence = about === undefined ? before : joined(`${about}: `, before);
    return new NeuroveilError(this.code, { ...rest, sentence, todo: todo ?? said, cause: this });
  }
}

function messageOf({ of, expected, got, todo, sentence }: Refusal): Words {
  const subject = of === undefined ? "" : `${of} `;
  const came = got === undefined ? "" : joined(", got ", got);
  const said = sentence ?? joined(subject, "expected ", expected, came);
  return todo === undefined ? said : joined(said, "; ", todo);
}

function shown(part: Words | undefined): string | undefined {
  return part === undefined ? undefined : withoutSecrets(written(part, inLibrary));
}
