import { html, nothing, type TemplateResult } from "lit-html";
import { canChooseFolder } from "../parts/pickers.ts";
import { saveIntoFolder } from "../parts/save-into-folder.ts";
import { saveZip } from "../parts/save.ts";
import { text } from "../text/en.ts";

type Say = (words: string) => void;

/**
 * Ways to save all that is done at once.
 * @param say takes what came of it
 */
export function saveButtons(done: readonly File[], say: Say): TemplateResult {
  const button = (words: string, save: () => Promise<void>): TemplateResult =>
    html`<button type="button" class="quiet" @click=${() => void save()}>${words}</button>`;
  return html`
    ${done.length > 1 ? button(text.act.saveAll(done.length), () => asZip(done, say)) : nothing}
    ${
      done.length > 0 && canChooseFolder()
        ? button(text.act.saveIntoFolder, () => intoFolder(done, say))
        : nothing
    }
  `;
}

const archive = "neuroveil.zip";

async function asZip(files: readonly File[], say: Say): Promise<void> {
  await saveZip(files, archive).catch(({ message }: Error) =>
    say(text.state.notSaved(archive, message)),
  );
}

async function intoFolder(files: readonly File[], say: Say): Promise<void> {
  const saved = await saveIntoFolder(files);
  if (saved === undefined) return;
  const { count, failure } = saved;
  const words = text.state.saved(count);
  say(failure === undefined ? words : `${words} ${text.state.notSaved(failure.name, failure.why)}`);
}
