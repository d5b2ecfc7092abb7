import { NeuroveilError, type ErrorCode } from "neuroveil/errors";

/** Payload "file" is a way to encrypt what does not decode; nothing can be measured on it. */
const payloadAdvice = /; (?:use )?payload "file".*$/;

/** What to do for an image that is to be measured, where another advice would be out of place. */
const advice: Partial<Readonly<Record<ErrorCode, string>>> = {
  broken: "get the file again from where it came",
  unsupported: "convert it to PNG first",
  limit: "cut a smaller part out of it",
};

/** The refusal of an image that was to be measured, with advice that fits; other errors as they are. */
export function unreadableImage(error: unknown): unknown {
  if (!(error instanceof NeuroveilError)) return error;
  const todo = advice[error.code];
  if (todo === undefined || !payloadAdvice.test(error.message)) return error;
  const message = error.message.replace(payloadAdvice, `; ${todo}`);
  return new NeuroveilError(error.code, message, { cause: error });
}
