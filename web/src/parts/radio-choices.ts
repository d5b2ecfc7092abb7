import { html, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";

/** One of those that can be chosen. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly words: string;
  readonly disabled?: boolean;
}

/**
 * One of a few, side by side.
 * @param name of the group, unlike that of any other in the page
 */
export function radioChoices<Value extends string>(
  name: string,
  choices: readonly Choice<Value>[],
  chosen: Value,
  onChoose: (value: Value) => void,
): TemplateResult {
  return html`<div class="choices">
    ${choices.map(
      ({ value, words, disabled = false }) =>
        html`<label
          ><input
            type="radio"
            name=${name}
            value=${value}
            ?disabled=${disabled}
            .checked=${live(value === chosen)}
            @change=${() => onChoose(value)}
          /><span>${words}</span></label
        >`,
    )}
  </div>`;
}
