import { html, type TemplateResult } from "lit-html";
import { text } from "../text/en.ts";
import type { Mode } from "./item.ts";

/** Encrypting or decrypting; it stays while something is worked on. */
export function modeChoice(
  chosen: Mode,
  busy: boolean,
  onChoose: (mode: Mode) => void,
): TemplateResult {
  return html`<div class="choices" role="group" aria-label=${text.modes.label}>
    ${(["encrypt", "decrypt"] as const).map(
      (mode) =>
        html`<button
          type="button"
          aria-pressed=${mode === chosen ? "true" : "false"}
          ?disabled=${busy}
          @click=${() => onChoose(mode)}
        >
          ${text.modes[mode]}
        </button>`,
    )}
  </div>`;
}
