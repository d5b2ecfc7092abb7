/** Width of help, running text and tables, in characters: every terminal has as many. */
export const textWidth = 80;

/**
 * Running text in lines of at most {@link textWidth} characters, broken between words; a longer word
 * stands alone.
 * @param indent spaces before every line but the first, whose beginning stands there already
 */
export function wrapped(text: string, indent = 0): string {
  return wrappedLines(text, textWidth - indent).join(`\n${" ".repeat(indent)}`);
}

/** The same to a width, line by line. */
export function wrappedLines(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
