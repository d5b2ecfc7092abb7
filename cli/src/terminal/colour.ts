import { styleText } from "node:util";

/** What a colour stands for; which one it is, is decided here. */
export type Tone = "good" | "bad" | "faint" | "strong";

const formats = { good: "green", bad: "red", faint: "dim", strong: "bold" } as const;

/**
 * Text in colour for standard output where that is a terminal: for nobody else's programs, and not
 * against the user's NO_COLOR (no-color.org). FORCE_COLOR has it everywhere, as in Node itself.
 */
export function coloured(text: string, tone: Tone): string {
  // Node's own look at the stream would warn of variables that contradict each other.
  return wanted() ? styleText(formats[tone], text, { validateStream: false }) : text;
}

/** The words that a verdict begins with, wherever it is shown. */
function verdictTone(verdict: string): Tone | undefined {
  if (/^pass(es)?\b/.test(verdict)) return "good";
  if (/^fails?\b/.test(verdict)) return "bad";
  return verdict === "info" ? "faint" : undefined;
}

/** A verdict in its colour; other text as it is. */
export function colouredVerdict(text: string): string {
  const tone = verdictTone(text.trim());
  return tone === undefined ? text : coloured(text, tone);
}

function wanted(): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: terminal } = process.env;
  if (force !== undefined) return force !== "0" && force !== "false";
  return !none && terminal !== "dumb" && process.stdout.isTTY;
}
