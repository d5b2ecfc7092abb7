import { html, nothing, render, type TemplateResult } from "lit-html";
import { unsafeHTML } from "lit-html/directives/unsafe-html.js";
import { cipherChoice, loadCiphers } from "../laboratory/cipher-choice.ts";
import { Job } from "../laboratory/job.ts";
import { chosenSubject, subjectChooser, subjectFrom } from "../laboratory/subject.ts";
import { saveFile } from "../parts/save.ts";
import type { OpenView } from "../shell/view.ts";
import type { Measured, MeasureOutput } from "../tasks/measure.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";

/** The metrics of the field on a visitor's picture, with what an ideal cipher gives. */
export const openMeasure: OpenView = (query) => {
  subjectFrom(query);
  const element = document.createElement("div");
  element.className = "laboratory";
  const room = new Room();
  const job = new Job<MeasureOutput>(draw);
  let cipher = query.get("cipher") ?? "hybrid";

  function name(): string {
    const subject = chosenSubject();
    return "file" in subject ? subject.file.name : text.laboratory.scene(subject.scene + 1);
  }

  function start(): void {
    const input = { subject: chosenSubject(), name: name(), cipher };
    void job.run((onProgress) => room.ask("measure", input, onProgress));
  }

  /** What was measured was about something else. */
  function another(): void {
    const subject = chosenSubject();
    const scene = "scene" in subject ? `&scene=${subject.scene}` : "";
    history.replaceState(null, "", `#measure?cipher=${encodeURIComponent(cipher)}${scene}`);
    job.output = undefined;
    draw();
  }

  function draw(): void {
    const { output, busy } = job;
    const choose = (id: string): void => {
      cipher = id;
      another();
    };
    render(
      html`
        <div class="intro">
          <h1>${text.measure.title}</h1>
          <p class="lead">${text.measure.lead}</p>
        </div>
        <div class="row tools">
          ${subjectChooser(another)} ${cipherChoice(cipher, choose)}
          ${
            busy
              ? html`<button type="button" @click=${() => room.stop()}>${text.act.cancel}</button>`
              : html`<button type="button" class="primary" @click=${start}>
                  ${text.measure.start}
                </button>`
          }
        </div>
        ${job.draw()} ${output === undefined || busy ? nothing : results(output)}
      `,
      element,
    );
  }

  function results({ measured, json, report }: MeasureOutput): TemplateResult {
    const save = (content: string, type: string, extension: string): void =>
      saveFile(new Blob([content], { type }), `neuroveil-${cipher}.${extension}`);
    return html`
      <div class="verdicts">${measured.map(verdictCard)}</div>
      <p class="note">${text.measure.proof}</p>
      <div class="row">
        <button type="button" @click=${() => save(report, "text/html", "html")}>
          ${text.measure.saveReport}
        </button>
        <button type="button" @click=${() => save(json, "application/json", "json")}>
          ${text.measure.saveJson}
        </button>
      </div>
      ${measured.map(
        ({ cipher: id, tables }) =>
          html`<details class="figures">
            <summary>${text.measure.table(id)}</summary>
            ${unsafeHTML(tables)}
          </details>`,
      )}
    `;
  }

  draw();
  void loadCiphers(room).then(draw);
  return { element, close: () => room.stop() };
};

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
