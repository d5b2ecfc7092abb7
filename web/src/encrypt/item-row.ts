import { html, nothing, type TemplateResult } from "lit-html";
import { saveFile } from "../parts/save.ts";
import { sizeText } from "../parts/size.ts";
import { text } from "../text/en.ts";
import type { Item, Result } from "./item.ts";

export interface RowActions {
  readonly chosen: boolean;
  readonly busy: boolean;
  readonly onChoose: () => void;
  readonly onRemove: () => void;
}

/** A file of the list: thumbnail, name, how it stands, and what can be done with it. */
export function itemRow(
  item: Item,
  { chosen, busy, onChoose, onRemove }: RowActions,
): TemplateResult {
  const { file, result, state } = item;
  const shown = result?.preview ?? item.preview;
  return html`
    <li class="item ${state}" aria-current=${chosen ? "true" : "false"}>
      <button type="button" class="open" aria-label=${text.act.look(file.name)} @click=${onChoose}>
        ${shown === undefined ? nothing : html`<img src=${shown} alt="" decoding="async" />`}
      </button>
      <div class="about">
        <strong>${file.name}</strong>
        <span class="soft">${sizeText(file.size)}${veiledText(item)}</span>
        ${stateText(item)}
      </div>
      <div class="row">
        ${result?.files.map(
          (made) =>
            html`<button
              type="button"
              class="primary quiet"
              aria-label=${text.act.saveNamed(made.name)}
              @click=${() => saveFile(made, made.name)}
            >
              ${text.act.save}
            </button>`,
        )}
        ${
          busy
            ? nothing
            : html`<button
                type="button"
                class="cross"
                aria-label=${text.act.remove(file.name)}
                @click=${onRemove}
              >
                ×
              </button>`
        }
      </div>
    </li>
  `;
}

function veiledText({ veiled }: Item): string {
  if (veiled === undefined || veiled === "no" || veiled.header === undefined) return "";
  const { cipher, protection, regions } = veiled.header;
  const parts = regions === undefined ? "" : `, ${text.regions.count(regions)}`;
  return ` · ${text.preview.about(cipher, protection)}${parts}`;
}

function stateText(item: Item): TemplateResult {
  return states[item.state](item);
}

function doneText({ mode, opening, regions }: Result): string {
  if (mode === "encrypt") return text.state.encrypted;
  if (regions !== undefined && regions.closed > 0)
    return text.state.partly(regions.all - regions.closed, regions.all);
  return opening === "preview" ? text.state.previewed : text.state.decrypted;
}

const said = (kind: string, words: string): TemplateResult =>
  html`<span class=${kind}>${words}</span>`;

const states: Readonly<Record<Item["state"], (item: Item) => TemplateResult>> = {
  waiting: () => said("soft", text.state.waiting),
  stopped: () => said("soft", text.state.stopped),
  working: ({ progress }) =>
    html`<progress
      max="1"
      value=${progress}
      aria-label=${text.state.working(Math.round(100 * progress))}
    ></progress>`,
  refused: ({ refusal }) =>
    html`<span class="bad" role="alert">${text.refused[refusal!.code] ?? refusal!.message}</span>`,
  done: ({ result }) =>
    html`${said("good", doneText(result!))} ${result!.notes.map((note) => said("soft", note))}`,
};
