import { html, nothing, type TemplateResult } from "lit-html";
import { fileButton, type OnFiles } from "../parts/file-button.ts";
import { text } from "../text/en.ts";
import { itemRow } from "./item-row.ts";
import { saveButtons } from "./saving.ts";
import type { Worklist } from "./worklist.ts";

export interface FileListActions {
  /** While something is worked on, the list stays as it is. */
  readonly busy: boolean;
  readonly onFiles: OnFiles;
  readonly onClear: () => void;
  /** Takes what came of saving. */
  readonly onSaved: (words: string) => void;
}

/** The files that were chosen, what came of each, and what can be done with all of them. */
export function fileList(
  list: Worklist,
  { busy, onFiles, onClear, onSaved }: FileListActions,
): TemplateResult {
  const done = list.items.flatMap(({ result }) => result?.files ?? []);
  const more = { label: text.intake.more, kind: "quiet", multiple: true, onFiles };
  return html`<section class="files" aria-label=${text.intake.list}>
    <div class="row spread">
      <h2>${text.intake.count(list.items.length)}</h2>
      <div class="row">
        ${saveButtons(done, onSaved)}
        ${
          busy
            ? nothing
            : html`${fileButton(more)}
                <button type="button" class="quiet" @click=${onClear}>${text.intake.clear}</button>`
        }
      </div>
    </div>
    <ul class="items">
      ${list.items.map((item) =>
        itemRow(item, {
          chosen: item === list.chosen,
          busy,
          onChoose: () => list.choose(item),
          onRemove: () => list.remove(item),
        }),
      )}
    </ul>
  </section>`;
}
