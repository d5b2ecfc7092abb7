import { NeuroveilError } from "neuroveil/errors";

/** The refusal of a cipher of one's own, also used before any work is done. */
export function ownStays(): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: "--queue without --module and --command",
    got: "both",
    todo: "a cipher of your own runs here alone: workers take no programs from a queue",
  });
}
