import { html, render } from "lit-html";
import { subjectChooser, subjectFrom } from "../laboratory/subject.ts";
import type { OpenView } from "../shell/view.ts";
import { text } from "../text/en.ts";
import { Card } from "./card.ts";
import { DamagePanel } from "./damage.ts";
import { demonstrations } from "./list.ts";

/** Ciphers that fall, on the visitor's own picture, and AES beside each. */
export const openBreak: OpenView = (query) => {
  subjectFrom(query);
  const element = document.createElement("div");
  element.className = "laboratory";
  const cards = demonstrations.map((about) => new Card(about, draw));
  const damage = new DamagePanel(query, draw);

  function anotherPicture(): void {
    for (const card of cards) card.clear();
    damage.run();
    draw();
  }

  function draw(): void {
    render(
      html`
        <div class="intro">
          <h1>${text.break.title}</h1>
          <p class="lead">${text.break.lead}</p>
        </div>
        <div class="row tools">${subjectChooser(anotherPicture)}</div>
        <div class="cards">${cards.map((card) => card.draw())}</div>
        <p class="note">${text.break.setting}</p>
        ${damage.draw()}
      `,
      element,
    );
  }

  draw();
  damage.run();
  return {
    element,
    close() {
      for (const card of cards) card.stop();
      damage.stop();
    },
  };
};
