import { html, svg, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { DrawingBoard } from "../tasks/drawing-board.ts";
import type { Region } from "../tasks/region.ts";
import { pictureAddress } from "../parts/picture-address.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";
import type { Item } from "./item.ts";
import { between, middle, movedTo, withNumbers } from "./region.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Shorter ways of a pointer, in pixels of the screen, are clicks. */
const click = 5;

/** What a pointer does that is down. */
interface Drag {
  /** Of the region that it draws or moves. */
  readonly number: number;
  /** Where it began, on the picture and on the screen. */
  readonly from: Point;
  readonly screen: Point;
  /** As it was, of one that is moved; undefined for one that is drawn. */
  readonly region: Region | undefined;
}

/** Draws regions on a picture: by a pointer on the picture itself, or in numbers. */
export class RegionEditor {
  #drag: Drag | undefined;
  /** Not the one that encrypts: to stop that one must leave this. */
  readonly #room = new Room();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  draw(item: Item): TemplateResult {
    const { board, regions } = item;
    if (board === undefined) void this.#prepare(item);
    if (board === undefined || board === "coming")
      return html`<p class="soft" role="status">${text.loading}</p>`;
    if ("refusal" in board) return html`<p class="bad" role="alert">${board.refusal}</p>`;
    return html`
      <p class="soft">${text.regions.how}</p>
      ${this.#canvas(item, board)}
      <ol class="regions">
        ${regions.map((region, i) => this.#row(item, board, region, i))}
      </ol>
      <div class="row">
        <button type="button" @click=${() => this.#set(item, [...regions, middle(board)])}>
          ${text.regions.add}
        </button>
      </div>
    `;
  }

  async #prepare(item: Item): Promise<void> {
    item.board = "coming";
    item.board = await this.#room
      .ask("drawingBoard", item.file)
      .catch(({ message: refusal }: Error) => ({ refusal }));
    this.#onChange();
  }

  #canvas(item: Item, board: DrawingBoard): TemplateResult {
    const { width, height } = board;
    const stroke = Math.max(width, height) / 250;
    return html`<svg
      class="board"
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label=${text.regions.board(item.regions.length)}
      @pointerdown=${(event: PointerEvent) => this.#begin(item, event)}
      @pointermove=${(event: PointerEvent) => this.#move(item, board, event)}
      @pointerup=${() => (this.#drag = undefined)}
      @pointercancel=${() => (this.#drag = undefined)}
    >
      <image
        width=${width}
        height=${height}
        preserveAspectRatio="none"
        href=${pictureAddress(board.picture)}
      />
      ${item.regions.map(
        (
          each,
          i,
        ) => svg`<rect class="region" x=${each.x} y=${each.y} width=${each.width} height=${each.height} stroke-width=${stroke} />
          <text x=${each.x + 2 * stroke} y=${each.y + 9 * stroke} font-size=${8 * stroke}>${i + 1}</text>`,
      )}
    </svg>`;
  }

  #row(item: Item, board: DrawingBoard, region: Region, i: number): TemplateResult {
    const change = (part: Partial<Region>): void =>
      this.#set(item, item.regions.with(i, withNumbers(region, part, board)));
    const field = (label: string, name: "x" | "y" | "width" | "height", most: number) =>
      html`<label class="field"
        ><span>${label}</span
        ><input
          type="number"
          min=${name === "width" || name === "height" ? 1 : 0}
          max=${most}
          .value=${live(String(region[name]))}
          @change=${({ target }: Event) => change({ [name]: (target as HTMLInputElement).valueAsNumber })}
      /></label>`;
    return html`<li>
      <div class="region-row" role="group" aria-label=${text.regions.number(i + 1)}>
        <strong>${i + 1}</strong>
        <div class="numbers">
          ${field(text.regions.x, "x", board.width - 1)}
          ${field(text.regions.y, "y", board.height - 1)}
          ${field(text.regions.width, "width", board.width)}
          ${field(text.regions.height, "height", board.height)}
          <label class="field readers"
            ><span>${text.regions.readers}</span
            ><input
              type="text"
              autocomplete="off"
              spellcheck="false"
              autocapitalize="off"
              placeholder=${text.regions.nobody}
              .value=${live(region.readers)}
              @change=${({ target }: Event) => change({ readers: (target as HTMLInputElement).value })}
          /></label>
        </div>
        <button
          type="button"
          class="cross"
          aria-label=${text.regions.remove(i + 1)}
          @click=${() => this.#set(item, item.regions.toSpliced(i, 1))}
        >
          ×
        </button>
      </div>
    </li>`;
  }

  #set(item: Item, regions: readonly Region[]): void {
    item.regions = regions;
    this.#onChange();
  }

  /** Takes the region under the pointer, the last of several; elsewhere a new one begins. */
  #begin({ regions }: Item, event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const from = placeOf(event);
    const found = regions.findLastIndex((each) => holds(each, from));
    const number = found < 0 ? regions.length : found;
    const screen = { x: event.clientX, y: event.clientY };
    this.#drag = { number, from, screen, region: regions[found] };
  }

  #move(item: Item, board: DrawingBoard, event: PointerEvent): void {
    if (this.#drag === undefined) return;
    const { number, from, screen, region } = this.#drag;
    if (Math.hypot(event.clientX - screen.x, event.clientY - screen.y) < click) return;
    const to = placeOf(event);
    const changed =
      region === undefined
        ? between(from, to, board)
        : movedTo(region, region.x + to.x - from.x, region.y + to.y - from.y, board);
    this.#set(item, item.regions.toSpliced(number, 1, changed));
  }
}

/** Where a pointer is, in pixels of the picture. */
function placeOf(event: PointerEvent): Point {
  const matrix = (event.currentTarget as SVGSVGElement).getScreenCTM()!.inverse();
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  return { x, y };
}

function holds({ x, y, width, height }: Region, place: Point): boolean {
  return place.x >= x && place.x < x + width && place.y >= y && place.y < y + height;
}
