import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";

export interface LinesField {
  readonly label: string;
  readonly rows: number;
  readonly name?: string;
  readonly value: string;
  readonly onInput: (typed: string) => void;
}

/** Several lines of keys or code, which no browser completes or corrects. */
export function linesField({ label, rows, name, value, onInput }: LinesField): TemplateResult {
  return html`<label class="field"
    ><span>${label}</span
    ><textarea
      name=${name ?? nothing}
      rows=${rows}
      autocomplete="off"
      spellcheck="false"
      autocapitalize="off"
      .value=${live(value)}
      @input=${({ target }: Event) => onInput((target as HTMLTextAreaElement).value)}
    ></textarea>
  </label>`;
}
