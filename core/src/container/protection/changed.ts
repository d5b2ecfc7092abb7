import { NeuroveilError } from "../../errors.ts";

/** The refusal of pixels that do not fit their proof. */
export function changed(): NeuroveilError {
  return new NeuroveilError("tampered", {
    expected: "the cipher image as it was written",
    got: "a changed one",
    todo: "get the file again from its sender",
  });
}
