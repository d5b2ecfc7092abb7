import { html, type TemplateResult } from "lit-html";
import { text } from "../text/en.ts";

type OnFiles = (files: readonly File[]) => void;

/** A button that asks for files. */
export function fileChooser(label: string, kind: string, onFiles: OnFiles): TemplateResult {
  return html`<label class="button ${kind}"
    ><input class="hidden" type="file" multiple @change=${taken(onFiles)} />${label}</label
  >`;
}

/** A link that asks for a folder, of which all files are taken. */
export function folderChooser(onFiles: OnFiles): TemplateResult {
  return html`<label class="link"
    ><input
      class="hidden"
      type="file"
      webkitdirectory
      @change=${taken(onFiles)}
    />${text.intake.folder}</label
  >`;
}

function taken(onFiles: OnFiles): (event: Event) => void {
  return ({ target }) => {
    const input = target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file may be chosen once more.
    input.value = "";
    onFiles(files);
  };
}
