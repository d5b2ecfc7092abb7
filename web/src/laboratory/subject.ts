import { html, type TemplateResult } from "lit-html";
import { fileButton } from "../parts/file-button.ts";
import type { Subject } from "../tasks/subject.ts";
import { text } from "../text/en.ts";

const scenes = 6;

/** The picture that the views of the laboratory share. */
let chosen: Subject = { scene: 0 };

export function chosenSubject(): Subject {
  return chosen;
}

/** Takes a picture's number from an address. */
export function subjectFrom(query: URLSearchParams): void {
  const scene = Number(query.get("scene") ?? Number.NaN);
  if (Number.isInteger(scene) && scene >= 0 && scene < scenes) chosen = { scene };
}

/**
 * Puts a view's state into the address, so that it can be shared: never a picture of one's own.
 * @param state by name, beside the built-in picture's number
 */
export function keepAddress(view: string, state: Readonly<Record<string, string>> = {}): void {
  const scene = "scene" in chosen ? { scene: String(chosen.scene) } : {};
  const query = new URLSearchParams({ ...state, ...scene }).toString();
  history.replaceState(null, "", `#${view}${query === "" ? "" : `?${query}`}`);
}

/** A picture of one's own, or one of those that are built in. */
export function subjectChooser(onChange: () => void): TemplateResult {
  const choose = (subject: Subject): void => {
    chosen = subject;
    onChange();
  };
  const own = "file" in chosen;
  return html`
    <div class="row subject">
      <label class="field inline"
        ><span>${text.laboratory.picture}</span
        ><select
          @change=${({ target }: Event) => {
            const { value } = target as HTMLSelectElement;
            if (value !== "own") choose({ scene: Number(value) });
          }}
        >
          ${own ? html`<option value="own" selected>${(chosen as { file: File }).file.name}</option>` : ""}
          ${Array.from(
            { length: scenes },
            (_, i) =>
              html`<option
                value=${i}
                ?selected=${!own && (chosen as { scene: number }).scene === i}
              >
                ${text.laboratory.scene(i + 1)}
              </option>`,
          )}
        </select></label
      >
      ${fileButton({
        label: text.laboratory.own,
        accept: "image/*",
        onFiles: ([file]) => {
          if (file !== undefined) choose({ file });
        },
      })}
    </div>
  `;
}
