import type { ChosenPayload } from "neuroveil";
import type { Done, Known } from "./results.ts";

/** How many things a line names; the JSON document has them all. */
const mostNamed = 6;

/** What is told of a file that was encrypted. */
export function sealedDone(
  output: string,
  known: Known,
  { payload, fallback, notKept, warnings = [] }: ChosenPayload,
  sizes: readonly [before: number, after: number],
): Done {
  return {
    status: "written",
    output,
    ...known,
    payload,
    ...(fallback !== undefined && { fallback }),
    ...(notKept.length > 0 && { notKept }),
    sizes,
    notes: fallback ? [`${fallback}, so its bytes are encrypted as a file (--payload file)`] : [],
    warnings: notKept.length > 0 ? [...warnings, missing(notKept)] : warnings,
  };
}

function missing(notKept: readonly string[]): string {
  const named = notKept.slice(0, mostNamed).join("; ");
  const more = notKept.length - mostNamed;
  const rest = more > 0 ? ` and ${more} more` : "";
  return `does not come back: ${named}${rest} (--payload file keeps everything)`;
}
