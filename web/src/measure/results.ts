import { html, nothing, type TemplateResult } from "lit-html";
import { unsafeHTML } from "lit-html/directives/unsafe-html.js";
import { saveFile } from "../parts/save.ts";
import type { Measured, MeasureOutput } from "../tasks/measure-ciphers.ts";
import { text } from "../text/en.ts";

/**
 * Verdicts, files to be saved, and every metric.
 * @param name of the files, without an extension
 */
export function measuredResults(
  { measured, json, csv, report }: MeasureOutput,
  name: string,
): TemplateResult {
  const save = (words: string, content: string, type: string, extension: string): TemplateResult =>
    html`<button
      type="button"
      @click=${() => saveFile(new Blob([content], { type }), `neuroveil-${name}.${extension}`)}
    >
      ${words}
    </button>`;
  return html`
    <div class="verdicts">${measured.map(verdictCard)}</div>
    <p class="note">${text.measure.proof}</p>
    <div class="row">
      ${save(text.measure.saveReport, report, "text/html", "html")}
      ${save(text.measure.saveJson, json, "application/json", "json")}
      ${save(text.measure.saveCsv, csv, "text/csv", "csv")}
    </div>
    <div class="tables">
      ${measured.map(
        ({ cipher: id, tables }) =>
          html`<details class="figures">
            <summary>${text.measure.table(id)}</summary>
            ${unsafeHTML(tables)}
          </details>`,
      )}
    </div>
  `;
}

function verdictCard(measured: Measured): TemplateResult {
  const { cipher, status, verdict, words, fails, figures, onlyUnderRepeatedNonce } = measured;
  const role = text.measure.roles[cipher] ?? text.measure.status[status] ?? "";
  return html`<article class="card verdict-card">
    <div class="row spread">
      <h2>${cipher}</h2>
      <span class="verdict ${verdict}">${words}</span>
    </div>
    ${role === "" ? nothing : html`<p class="soft">${role}</p>`}
    <dl>
      ${text.measure.shown.map(({ id, name, share, meaning }) => {
        const value = figures[id];
        return value === undefined
          ? nothing
          : html`<div>
              <dt>${name}</dt>
              <dd>
                <strong>${share ? `${(100 * value).toFixed(3)} %` : value.toFixed(4)}</strong>
                ${meaning}
              </dd>
            </div>`;
      })}
    </dl>
    ${
      fails.length === 0
        ? nothing
        : html`<p class="soft">
            ${text.measure.fails(fails.join(", "))}
            ${onlyUnderRepeatedNonce ? text.measure.repeated : nothing}
          </p>`
    }
  </article>`;
}
