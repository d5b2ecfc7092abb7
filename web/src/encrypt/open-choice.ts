import { html, nothing, type TemplateResult } from "lit-html";
import { radioChoices } from "../parts/radio-choices.ts";
import type { Opening } from "../tasks/decrypt.ts";
import { text } from "../text/en.ts";
import { headersOf, type Item } from "./item.ts";

/** What can be opened of some cipher images: what was encrypted, and more where there is more. */
export function openingsOf(items: readonly Item[]): readonly Opening[] {
  const headers = headersOf(items);
  return [
    "all",
    ...(headers.some(({ original }) => original) ? (["pixels"] as const) : []),
    ...(headers.some(({ preview }) => preview !== undefined) ? (["preview"] as const) : []),
  ];
}

/** The choice between them; nothing where there is none. */
export function openChoice(
  openings: readonly Opening[],
  chosen: Opening,
  onChoose: (opening: Opening) => void,
): TemplateResult | typeof nothing {
  if (openings.length < 2) return nothing;
  const { title, kinds, hints } = text.opening;
  const choices = openings.map((value) => ({ value, words: kinds[value] }));
  return html`<fieldset class="opening">
    <legend>${title}</legend>
    ${radioChoices("opening", choices, chosen, onChoose)}
    <p class="soft">${hints[chosen]}</p>
  </fieldset>`;
}
