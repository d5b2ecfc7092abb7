import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";

export interface Tick {
  readonly label: string;
  readonly name?: string;
  readonly disabled?: boolean;
  readonly ticked: boolean;
  readonly onChange: () => void;
}

/** Something that is wanted or not. */
export function tick({ label, name, disabled = false, ticked, onChange }: Tick): TemplateResult {
  return html`<label class="tick"
    ><input
      type="checkbox"
      name=${name ?? nothing}
      ?disabled=${disabled}
      .checked=${live(ticked)}
      @change=${onChange}
    /><span>${label}</span></label
  >`;
}
