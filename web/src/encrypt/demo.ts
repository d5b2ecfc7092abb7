import { randomHex } from "../parts/random-hex.ts";
import { somebody } from "../parts/somebody.ts";
import { sizeText, timeText } from "../parts/size.ts";
import { VeilCompare } from "../parts/veil-compare.ts";
import { text } from "../text/en.ts";
import type { Room } from "../workers/room.ts";

const size = 448;
/**
 * The sample picture, which is really encrypted as soon as somebody moves, or after three seconds:
 * the library is no part of what the page loads first.
 */
export class Demo {
  readonly element: HTMLElement = document.createElement("figure");
  readonly #compare = new VeilCompare();
  readonly #caption = document.createElement("figcaption");
  readonly #room: Room;
  #begun = false;

  constructor(room: Room) {
    this.#room = room;
    this.element.className = "demo";
    this.#caption.textContent = text.hero.demo.waiting;
    this.element.append(this.#compare, this.#caption);
  }

  async begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    const labels = [text.hero.demo.before, text.hero.demo.after] as const;
    const address = URL.createObjectURL(await this.#draw());
    this.#compare.show(address, undefined, labels);
    await somebody();
    try {
      const plain = await this.#room.ask("sampleFile", { seed: 0, size });
      const file = new File([plain], "evening.png", { type: "image/png" });
      const key = { kind: "file", text: randomHex() } as const;
      const { file: veiled, seconds } = await this.#room.ask("encrypt", { file, key, batch: -1 });
      this.#compare.show(address, URL.createObjectURL(veiled), labels);
      const raw = sizeText(3 * size * size);
      this.#caption.textContent = text.hero.demo.done(raw, timeText(seconds));
    } catch (error) {
      this.#caption.textContent = text.hero.demo.failed + (error as Error).message;
    }
  }

  async #draw(): Promise<Blob> {
    const { width, height, data } = await this.#room.ask("scene", { seed: 0, size });
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")!.putImageData(new ImageData(data, width, height), 0, 0);
    return await canvas.convertToBlob();
  }
}
