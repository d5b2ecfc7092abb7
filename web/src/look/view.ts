import { html, nothing, render, type TemplateResult } from "lit-html";
import { unsafeHTML } from "lit-html/directives/unsafe-html.js";
import { cipherChoice, loadCiphers } from "../laboratory/cipher-choice.ts";
import { Job } from "../laboratory/job.ts";
import { chosenSubject, keepAddress, subjectChooser, subjectFrom } from "../laboratory/subject.ts";
import { pictureAddress } from "../parts/picture-address.ts";
import { VeilCompare } from "../parts/veil-compare.ts";
import type { OpenView } from "../shell/view.ts";
import type { LookOutput } from "../tasks/look.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";
import { Zoom } from "./zoom.ts";

/** A cipher image from all sides: the figures of a report, drawn by the report's code. */
export const openLook: OpenView = (query) => {
  subjectFrom(query);
  const element = document.createElement("div");
  element.className = "laboratory";
  const room = new Room();
  const compare = new VeilCompare();
  const zoom = new Zoom(draw);
  const job = new Job<LookOutput>(draw);
  let cipher = query.get("cipher") ?? "hybrid";

  function look(): void {
    const subject = chosenSubject();
    keepAddress("look", { cipher });
    void job.run((onProgress) => room.ask("look", { subject, cipher }, onProgress));
  }

  function draw(): void {
    const { output } = job;
    if (output !== undefined) {
      const { before, after } = text.preview;
      compare.show(pictureAddress(output.plain), pictureAddress(output.veiled), [before, after]);
    }
    render(page(output), element);
  }

  function page(output: LookOutput | undefined): TemplateResult {
    const choose = (id: string): void => {
      cipher = id;
      look();
    };
    return html`
      <div class="intro">
        <h1>${text.look.title}</h1>
        <p class="lead">${text.look.lead}</p>
      </div>
      <div class="row tools">${subjectChooser(look)} ${cipherChoice(cipher, choose)}</div>
      ${job.draw()}
      ${
        output === undefined
          ? nothing
          : html`<section class="stage">
                ${compare}
                <p class="soft">${text.look.size(output.width, output.height)} ${output.source}</p>
              </section>
              <section class="figures">${zoom.draw(output)}</section>
              <section class="figures">${unsafeHTML(output.figures)}</section>`
      }
    `;
  }

  draw();
  look();
  void loadCiphers(room).then(draw);
  return { element, close: () => room.stop() };
};
