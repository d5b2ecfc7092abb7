import { text } from "../text/en.ts";

/**
 * Two pictures of one size, one above the other, and a handle between them: `before` shows at its
 * left, `after` at its right. Both are addresses of pictures.
 */
export class VeilCompare extends HTMLElement {
  readonly #before = picture("before");
  readonly #after = picture("after");
  readonly #range = document.createElement("input");

  constructor() {
    super();
    Object.assign(this.#range, { type: "range", min: "0", max: "100", step: "1", value: "50" });
    this.#range.setAttribute("aria-label", text.preview.slider);
    this.#range.addEventListener("input", () => this.#place(this.#range.valueAsNumber));
    const shape = ({ naturalWidth, naturalHeight }: HTMLImageElement): void =>
      this.style.setProperty("--ratio", String(naturalWidth / naturalHeight));
    this.#before.addEventListener("load", () => shape(this.#before));
    this.#after.addEventListener("load", () => {
      if (!this.#before.hasAttribute("src")) shape(this.#after);
    });
  }

  connectedCallback(): void {
    if (this.childElementCount > 0) return;
    const handle = document.createElement("span");
    handle.className = "handle";
    const none = document.createElement("p");
    none.className = "none";
    none.textContent = text.preview.none;
    const frame = document.createElement("div");
    frame.className = "frame";
    frame.append(this.#before, this.#after, handle, this.#range);
    this.append(frame, none);
    this.#place(this.#range.valueAsNumber);
  }

  /**
   * Shows one picture, or two; in place of one that there is not, words.
   * @param labels what the pictures show, for who cannot see them
   */
  show(
    before: string | undefined,
    after: string | undefined,
    labels: readonly [string, string],
  ): void {
    this.classList.toggle("unseen", before === undefined && after === undefined);
    if (before === undefined) this.#before.removeAttribute("src");
    else if (this.#before.src !== before) this.#before.src = before;
    this.#before.alt = labels[0];
    this.#after.alt = labels[1];
    const appears = after !== undefined && this.#after.src !== after;
    if (after === undefined) this.#after.removeAttribute("src");
    else if (appears) this.#after.src = after;
    this.classList.toggle("single", before === undefined || after === undefined);
    if (appears && before !== undefined) this.#sweep();
  }

  #place(percent: number): void {
    this.#range.value = String(percent);
    this.style.setProperty("--at", `${percent}%`);
  }

  /** The veil falls from the right, up to the middle. */
  #sweep(): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#place(50);
      return;
    }
    const start = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, now - start) / 900);
      this.#place(100 - 50 * (1 - (1 - part) ** 3));
      if (part < 1) requestAnimationFrame(step);
    };
    this.#place(100);
    requestAnimationFrame(step);
  }
}

function picture(name: string): HTMLImageElement {
  const image = document.createElement("img");
  image.className = name;
  image.decoding = "async";
  return image;
}

customElements.define("veil-compare", VeilCompare);
