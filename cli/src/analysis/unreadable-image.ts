import { asFile, NeuroveilError, sameWords, type ErrorCode } from "neuroveil/errors";

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
  // To keep its bytes is a way to encrypt what does not decode; nothing can be measured on them.
  return todo !== undefined && sameWords(error.refusal.todo, asFile)
    ? error.retold({ todo })
    : error;
}
