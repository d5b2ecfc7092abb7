import { html, nothing, type TemplateResult } from "lit-html";
import { radioChoices } from "../parts/radio-choices.ts";
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
  const choices = [
    { value: "whole", words: whole },
    { value: "parts", words: some, disabled: why !== undefined },
  ] as const;
  const said = why === undefined ? (parts ? hint : undefined) : not[why];
  return html`<fieldset class="parts">
    <legend>${title}</legend>
    ${radioChoices("parts", choices, parts ? "parts" : "whole", (value) => onChoose(value === "parts"))}
    ${said === undefined ? nothing : html`<p class="soft">${said}</p>`}
  </fieldset>`;
}
