/** Width of help and of running text, in characters: every terminal has as many. */
export const textWidth = 80;

/**
 * Running text in lines of at most {@link textWidth} characters, broken between words; a longer word
 * stands alone.
 * @param indent spaces before every line but the first, whose beginning stands there already
 */
export function wrapped(text: string, indent = 0): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && indent + line.length + 1 + word.length > textWidth) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}
