import { html, type TemplateResult } from "lit-html";
import type { CipherRow } from "../tasks/list-ciphers.ts";
import { text } from "../text/en.ts";
import type { Room } from "../workers/room.ts";

let rows: readonly CipherRow[] = [];

/** Fetches the registry, once. */
export async function loadCiphers(room: Room): Promise<void> {
  if (rows.length === 0) rows = await room.ask("listCiphers", { laboratory: true });
}

/** Every cipher that can be measured, by family. */
export function cipherChoice(chosen: string, onChoose: (id: string) => void): TemplateResult {
  const known = rows.some(({ id }) => id === chosen);
  const shown = known ? rows : [{ id: chosen, family: "", status: "" }, ...rows];
  const families = [...new Set(shown.map(({ family }) => family))];
  return html`<label class="field inline"
    ><span>${text.laboratory.cipher}</span
    ><select @change=${({ target }: Event) => onChoose((target as HTMLSelectElement).value)}>
      ${families.map(
        (family) =>
          html`<optgroup label=${family}>
            ${shown
              .filter((row) => row.family === family)
              .map(
                ({ id, status }) =>
                  html`<option value=${id} ?selected=${id === chosen}>
                    ${status === "known-weak" ? `${id} (${text.more.weak})` : id}
                  </option>`,
              )}
          </optgroup>`,
      )}
    </select></label
  >`;
}
