import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Library } from "./library.ts";
import type { Answer, Question, RowOffer, Seconds } from "./ways.ts";

// The measured processes have to be plain JavaScript: the library as it is shipped.
const subject: string = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../dist/build-subject.js" : "../build-subject.js",
    import.meta.url,
  ),
);

/** A process in which one build of the library runs. */
export class BuildProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  /** @param photo a photograph's file */
  constructor(library: Library, photo: string) {
    // Not with this process's own flags, such as conditions that lead to the sources.
    this.#child = fork(subject, [library, photo], { execArgv: [] });
    this.#ended = once(this.#child, "exit").then(([code]) => {
      throw new Error(`the process of a build ended with code ${code}`);
    });
    this.#ended.catch(() => undefined);
  }

  async rows(): Promise<readonly RowOffer[]> {
    const answer = await this.#ask({ ask: "rows" });
    return "rows" in answer ? answer.rows : [];
  }

  /**
   * Readies a row and warms it up.
   * @returns what it encrypts to, or why it does not run
   */
  async open(id: string): Promise<{ readonly result: string } | { readonly failure: string }> {
    const answer = await this.#ask({ ask: "open", id });
    return "result" in answer || "failure" in answer ? answer : { failure: "no answer" };
  }

  /** One lap of the row that was opened. */
  async lap(): Promise<Seconds> {
    const answer = await this.#ask({ ask: "lap" });
    if ("seconds" in answer) return answer.seconds;
    throw new Error("failure" in answer ? answer.failure : "no answer");
  }

  stop(): void {
    this.#child.kill();
  }

  async #ask(question: Question): Promise<Answer> {
    const answer = once(this.#child, "message") as Promise<[Answer]>;
    this.#child.send(question);
    return (await Promise.race([answer, this.#ended]))[0];
  }
}
