import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Opening } from "../tasks/decrypt.ts";
import { text } from "../text/en.ts";
import type { Item } from "./item.ts";

/** What can be opened of some cipher images: what was encrypted, and more where there is more. */
export function openingsOf(items: readonly Item[]): readonly Opening[] {
  const headers = items.flatMap(({ veiled }) =>
    veiled === undefined || veiled === "no" || veiled.header === undefined ? [] : [veiled.header],
  );
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
  return html`<fieldset class="opening">
    <legend>${title}</legend>
    <div class="choices">
      ${openings.map(
        (each) =>
          html`<label
            ><input
              type="radio"
              name="opening"
              value=${each}
              .checked=${live(each === chosen)}
              @change=${() => onChoose(each)}
            /><span>${kinds[each]}</span></label
          >`,
      )}
    </div>
    <p class="soft">${hints[chosen]}</p>
  </fieldset>`;
}
