import { html, nothing, render, svg, type TemplateResult } from "lit-html";
import { Job } from "../laboratory/job.ts";
import { chosenSubject, keepAddress, subjectChooser, subjectFrom } from "../laboratory/subject.ts";
import { pictureAddress } from "../parts/picture-address.ts";
import type { OpenView } from "../shell/view.ts";
import type { Families, Stage } from "../tasks/families.ts";
import type { HybridSteps } from "../tasks/hybrid-steps.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";

/** The hybrid cipher step by step on real data, one look at each other family, and the words. */
export const openUnderstand: OpenView = (query) => {
  subjectFrom(query);
  const element = document.createElement("div");
  element.className = "laboratory";
  const room = new Room();
  const steps = new Job<HybridSteps>(draw);
  const others = new Job<Families>(draw);
  let changed = false;
  let before: HybridSteps | undefined;

  function walk(): void {
    const subject = chosenSubject();
    void steps.run((onProgress) => room.ask("hybridSteps", { subject, changed }, onProgress));
  }

  function another(): void {
    changed = false;
    before = undefined;
    keepAddress("understand");
    walk();
    const subject = chosenSubject();
    void others.run((onProgress) => room.ask("families", subject, onProgress));
  }

  function flip(): void {
    before = changed ? undefined : steps.output;
    changed = !changed;
    walk();
  }

  function draw(): void {
    render(
      html`
        <div class="intro">
          <h1>${text.understand.title}</h1>
          <p class="lead">${text.understand.lead}</p>
        </div>
        <div class="row tools">
          ${subjectChooser(another)}
          <button type="button" aria-pressed=${changed ? "true" : "false"} @click=${flip}>
            ${text.understand.change}
          </button>
        </div>
        ${steps.draw()} ${steps.output === undefined ? nothing : walked(steps.output, before)}
        ${others.draw()} ${others.output === undefined ? nothing : families(others.output)}
        ${glossary()}
      `,
      element,
    );
  }

  draw();
  another();
  return { element, close: () => room.stop() };
};

function tile(png: Uint8Array<ArrayBuffer>, caption: string): TemplateResult {
  return html`<figure>
    <img class="pixels" src=${pictureAddress(png)} alt=${caption} />
    <figcaption>${caption}</figcaption>
  </figure>`;
}

function walked(found: HybridSteps, before: HybridSteps | undefined): TemplateResult {
  const { steps } = text.understand;
  const pictures: readonly (readonly TemplateResult[])[] = [
    [tile(found.plain, steps[0]!.captions[0]!)],
    found.halves.map((half, i) => tile(half, steps[1]!.captions[i]!)),
    found.features.map((features, i) => tile(features, steps[2]!.captions[i]!)),
    [keyVector(found.keyVector, before?.keyVector)],
    [tile(found.masks[0], steps[4]!.captions[0]!), tile(found.between, steps[4]!.captions[1]!)],
    [tile(found.masks[1], steps[5]!.captions[0]!), tile(found.veiled, steps[5]!.captions[1]!)],
    [
      tile(found.restored, steps[6]!.captions[0]!),
      html`<ul class="checks">
        ${check(found.back, text.understand.checks.back)}
        ${check(found.same, text.understand.checks.same)}
      </ul>`,
    ],
  ];
  return html`<ol class="walk">
    ${steps.map(
      ({ title, how }, i) =>
        html`<li class="card step">
          <h2><span class="number">${i + 1}</span> ${title}</h2>
          <p>${how}</p>
          <div class="tiles">${pictures[i]}</div>
        </li>`,
    )}
  </ol>`;
}

function check(right: boolean, words: string): TemplateResult {
  return html`<li class=${right ? "good" : "bad"}>${right ? "✓" : "✕"} ${words}</li>`;
}

/** Digits that differ from before are marked. */
function keyVector(digits: string, before: string | undefined): TemplateResult {
  const pairs = digits.match(/../g)!;
  const old = before?.match(/../g) ?? undefined;
  return html`<p class="vector">
    ${pairs.map((pair, i) =>
      old !== undefined && old[i] !== pair ? html`<mark>${pair}</mark> ` : html`${pair} `,
    )}
  </p>`;
}

function families({ orbits, cells, rounds }: Families): TemplateResult {
  const about = text.understand.families;
  return html`<div class="cards three-up">
    <section class="card attack">
      <h2>${about.chaotic.title}</h2>
      <p>${about.chaotic.how}</p>
      ${attractor(orbits)}
      <p class="soft">${about.chaotic.caption}</p>
    </section>
    ${stages(about.cellular, cells)} ${stages(about.convolutional, rounds)}
  </div>`;
}

interface About {
  readonly title: string;
  readonly how: string;
  readonly count: (n: number) => string;
}

function stages({ title, how, count }: About, shown: readonly Stage[]): TemplateResult {
  return html`<section class="card attack">
    <h2>${title}</h2>
    <p>${how}</p>
    <div class="tiles">${shown.map((stage) => tile(stage.picture, count(stage.count)))}</div>
  </section>`;
}

const [width, height] = [480, 300];

function attractor(orbits: Families["orbits"]): TemplateResult {
  const path = (points: Families["orbits"][number]): string =>
    points
      .map(([x, y], i) => {
        const [left, top] = [width / 2 + x * (width / 2 - 8), height / 2 - y * (height / 2 - 8)];
        return `${i === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`;
      })
      .join("");
  return html`<svg
    class="attractor"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label=${text.understand.families.chaotic.caption}
  >
    ${orbits.map((points, i) => svg`<path class=${i === 0 ? "one" : "other"} d=${path(points)} />`)}
  </svg>`;
}

function glossary(): TemplateResult {
  return html`<section class="glossary">
    <h2>${text.understand.glossary}</h2>
    <dl>
      ${text.understand.words.map(
        ([word, meaning]) =>
          html`<div>
            <dt>${word}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
