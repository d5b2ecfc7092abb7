import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { text } from "../text/en.ts";

/**
 * Whether whole pictures are encrypted, or parts of them.
 * @param why there are no parts; undefined where there may be some
 */
export function partsChoice(
  parts: boolean,
  why: keyof typeof text.regions.not | undefined,
  onChoose: (parts: boolean) => void,
): TemplateResult {
  const { title, whole, some, hint, not } = text.regions;
  const choice = (value: boolean, words: string): TemplateResult =>
    html`<label
      ><input
        type="radio"
        name="parts"
        value=${String(value)}
        ?disabled=${value && why !== undefined}
        .checked=${live(value === parts)}
        @change=${() => onChoose(value)}
      /><span>${words}</span></label
    >`;
  return html`<fieldset class="parts">
    <legend>${title}</legend>
    <div class="choices">${choice(false, whole)} ${choice(true, some)}</div>
    ${
      why === undefined
        ? parts
          ? html`<p class="soft">${hint}</p>`
          : nothing
        : html`<p class="soft">${not[why]}</p>`
    }
  </fieldset>`;
}
