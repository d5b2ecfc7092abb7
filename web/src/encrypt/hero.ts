import { html, type TemplateResult } from "lit-html";
import { fileButton, folderLink, type OnFiles } from "../parts/file-button.ts";
import { text } from "../text/en.ts";

/** What somebody sees who has not chosen anything yet. */
export function hero(onFiles: OnFiles, demo: HTMLElement): TemplateResult {
  const choose = { label: text.intake.choose, kind: "primary", multiple: true, onFiles };
  return html`
    <div class="words">
      <h1>${text.hero.title}</h1>
      <p class="lead">${text.hero.lead}</p>
      <div class="drop">
        <p class="big">${text.intake.drop}</p>
        <p class="row">
          <span>${text.intake.or}</span
          >${fileButton(choose)}${folderLink(text.intake.folder, onFiles)}
        </p>
        <p class="soft">${text.intake.hint}</p>
      </div>
      <ul class="facts">
        ${text.hero.facts.map((fact) => html`<li>${fact}</li>`)}
      </ul>
    </div>
    ${demo}
  `;
}
