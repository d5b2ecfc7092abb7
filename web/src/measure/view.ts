import { html, nothing, render } from "lit-html";
import { cipherChoice, loadCiphers } from "../laboratory/cipher-choice.ts";
import { Job } from "../laboratory/job.ts";
import { chosenSubject, keepAddress, subjectChooser, subjectFrom } from "../laboratory/subject.ts";
import type { OpenView } from "../shell/view.ts";
import type { MeasureOutput } from "../tasks/measure-ciphers.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";
import { OwnPanel } from "./own-panel.ts";
import { measuredResults } from "./results.ts";

/** The metrics of the field on a visitor's picture, with what an ideal cipher gives. */
export const openMeasure: OpenView = (query) => {
  subjectFrom(query);
  const element = document.createElement("div");
  element.className = "laboratory";
  const room = new Room();
  const job = new Job<MeasureOutput>(draw);
  const own = new OwnPanel(() => ({ subject: chosenSubject(), name: name() }), draw);
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
    keepAddress("measure", { cipher });
    job.output = undefined;
    own.clear();
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
        ${job.draw()} ${output === undefined || busy ? nothing : measuredResults(output, cipher)}
        ${own.draw()}
      `,
      element,
    );
  }

  draw();
  void loadCiphers(room).then(draw);
  return {
    element,
    close() {
      room.stop();
      own.stop();
    },
  };
};
