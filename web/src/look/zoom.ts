import { html, svg, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { pictureAddress } from "../parts/picture-address.ts";
import type { LookOutput } from "../tasks/look.ts";
import { text } from "../text/en.ts";

/** Pixels that are shown, and the side of one in the drawing's units. */
const [columns, rows, side] = [8, 6, 30];

/** A few pixels of both pictures, large, with the values of their samples. */
export class Zoom {
  #x = 0;
  #y = 0;
  #of: LookOutput | undefined;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  draw(of: LookOutput): TemplateResult {
    if (this.#of !== of) {
      this.#of = of;
      this.#go(of, Math.floor((of.width - columns) / 2), Math.floor((of.height - rows) / 2));
    }
    const [across, down] = [Math.min(columns, of.width), Math.min(rows, of.height)];
    const [x, y] = [this.#x, this.#y];
    // The frame is to be seen on any picture.
    const edge = Math.max(of.width, of.height) / 100;
    return html`
      <h3>${text.zoom.title}</h3>
      <p class="soft">${text.zoom.how}</p>
      <div class="zoom">
        <svg
          class="picture chooser"
          viewBox="0 0 ${of.width} ${of.height}"
          role="img"
          aria-label=${text.zoom.place}
          @click=${(event: MouseEvent) => this.#point(of, event)}
        >
          <image width=${of.width} height=${of.height} href=${pictureAddress(of.plain)} />
          ${["under", "over"].map(
            (layer) =>
              svg`<rect class=${layer} x=${x - edge} y=${y - edge} width=${across + 2 * edge} height=${down + 2 * edge} stroke-width=${layer === "under" ? 2 * edge : edge} />`,
          )}
        </svg>
        <div class="row">
          ${this.#field(text.zoom.column, x, of.width - across, (to) => this.#go(of, to, y))}
          ${this.#field(text.zoom.row, y, of.height - down, (to) => this.#go(of, x, to))}
        </div>
      </div>
      <div class="pair">
        ${this.#grid(of, of.samples.plain, text.zoom.plain)}
        ${this.#grid(of, of.samples.veiled, text.zoom.veiled)}
      </div>
    `;
  }

  #field(label: string, value: number, most: number, set: (value: number) => void): TemplateResult {
    return html`<label class="field inline"
      ><span>${label}</span
      ><input
        type="number"
        min="0"
        max=${Math.max(0, most)}
        .value=${live(String(value))}
        @change=${({ target }: Event) => {
          set(Math.round((target as HTMLInputElement).valueAsNumber) || 0);
          this.#onChange();
        }}
    /></label>`;
  }

  /** Puts the corner of what is shown as near to a pixel as the picture allows. */
  #go({ width, height }: LookOutput, x: number, y: number): void {
    this.#x = Math.max(0, Math.min(x, width - columns));
    this.#y = Math.max(0, Math.min(y, height - rows));
  }

  #point(of: LookOutput, event: MouseEvent): void {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const scale = Math.min(box.width / of.width, box.height / of.height);
    const left = box.left + (box.width - scale * of.width) / 2;
    const top = box.top + (box.height - scale * of.height) / 2;
    const [x, y] = [(event.clientX - left) / scale, (event.clientY - top) / scale];
    this.#go(of, Math.round(x - columns / 2), Math.round(y - rows / 2));
    this.#onChange();
  }

  #grid(
    { width, height, samples: { channels } }: LookOutput,
    data: Uint8Array,
    label: string,
  ): TemplateResult {
    const [across, down] = [Math.min(columns, width), Math.min(rows, height)];
    const cells = Array.from({ length: across * down }, (_, i) => {
      const [left, top] = [i % across, Math.floor(i / across)];
      const at = ((this.#y + top) * width + this.#x + left) * channels;
      return cell([...data.subarray(at, at + channels)], left * side, top * side);
    });
    const caption = text.zoom.caption(label, this.#x, this.#y);
    return html`<figure>
      <svg
        class="picture"
        viewBox="0 0 ${across * side} ${down * side}"
        role="img"
        aria-label=${caption}
      >
        ${cells}
      </svg>
      <figcaption>${caption}</figcaption>
    </figure>`;
  }
}

function cell(samples: readonly number[], x: number, y: number): TemplateResult {
  const [red, green = red, blue = red] = samples;
  const light = 0.299 * red! + 0.587 * green! + 0.114 * blue! > 140;
  const ink = light ? "on-light" : "on-dark";
  const first = y + side / 2 - (samples.length - 1) * 4.5 + 3;
  return svg`<rect x=${x} y=${y} width=${side} height=${side} fill="rgb(${red} ${green} ${blue})" />
    ${samples.map((sample, i) => svg`<text class="sample ${ink}" x=${x + side / 2} y=${first + 9 * i}>${sample}</text>`)}`;
}
