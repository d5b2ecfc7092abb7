import { html, nothing, type TemplateResult } from "lit-html";
import { text } from "../text/en.ts";
import { Refused } from "../workers/room.ts";

interface State<Output> {
  progress: number | undefined;
  output: Output | undefined;
  refusal: string | undefined;
}

/** Work that goes on beside a view: how far it is, and what came of it. */
export class Job<Output> implements State<Output> {
  progress: number | undefined;
  output: Output | undefined;
  refusal: string | undefined;
  #turn = 0;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get busy(): boolean {
    return this.progress !== undefined;
  }

  /** Starts anew; what an earlier start still brings is left out. */
  async run(ask: (onProgress: (done: number) => void) => Promise<Output>): Promise<void> {
    const turn = ++this.#turn;
    const change = (part: Partial<State<Output>>): void => {
      if (turn !== this.#turn) return;
      Object.assign(this, part);
      this.#onChange();
    };
    change({ progress: 0, refusal: undefined });
    try {
      const output = await ask((progress) => change({ progress }));
      change({ output, progress: undefined });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const refusal = error.code === "aborted" ? text.state.stopped : error.message;
      change({ refusal, progress: undefined });
    }
  }

  /** The bar, or why there is nothing. */
  draw(): TemplateResult {
    return html`<div class="job" role="status">
      ${
        this.progress === undefined
          ? nothing
          : html`<progress
              max="1"
              value=${this.progress}
              aria-label=${text.laboratory.working}
            ></progress>`
      }
      ${this.refusal === undefined ? nothing : html`<p class="bad">${this.refusal}</p>`}
    </div>`;
  }
}
