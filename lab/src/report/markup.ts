/** HTML or SVG in which everything that came from outside has been escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, markup is not, nothing is left out. */
export type Part = string | number | Markup | undefined | readonly Part[];

/**
 * A template of markup whose values are escaped.
 *
 * @example
 * markup`<p title="${'"quoted"'}">${"1 < 2"}</p>`.text; // <p title="&quot;quoted&quot;">1 &lt; 2</p>
 */
export function markup(fixed: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(
    fixed.map((text, i) => text + (i < values.length ? write(values[i]) : "")).join(""),
  );
}

function write(value: Part): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return value.map(write).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
