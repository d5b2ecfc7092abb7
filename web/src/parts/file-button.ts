import { html, nothing, type TemplateResult } from "lit-html";

export type OnFiles = (files: readonly File[]) => void;

export interface FileButton {
  readonly label: string;
  /** Classes beside "button". */
  readonly kind?: string;
  readonly multiple?: boolean;
  /** As an input's `accept` has it. */
  readonly accept?: string;
  /** Told of one or more. */
  readonly onFiles: OnFiles;
}

/** A button that asks for files. */
export function fileButton({
  label,
  kind = "",
  multiple = false,
  accept,
  onFiles,
}: FileButton): TemplateResult {
  return html`<label class="button ${kind}"
    ><input
      class="hidden"
      type="file"
      ?multiple=${multiple}
      accept=${accept ?? nothing}
      @change=${taken(onFiles)}
    />${label}</label
  >`;
}

/** A link that asks for a folder, of which all files are taken. */
export function folderLink(label: string, onFiles: OnFiles): TemplateResult {
  return html`<label class="link"
    ><input class="hidden" type="file" webkitdirectory @change=${taken(onFiles)} />${label}</label
  >`;
}

function taken(onFiles: OnFiles): (event: Event) => void {
  return ({ target }) => {
    const input = target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file may be chosen once more.
    input.value = "";
    if (files.length > 0) onFiles(files);
  };
}
