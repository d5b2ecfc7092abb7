import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder, printable, systemError, writeOutputs } from "@neuroveil/files";
import { emptyPage, splice, type Findings, type Study } from "@neuroveil/lab/studies";

/** The page in a folder of documents that a study's section goes into. */
export class StudyPage {
  readonly #path: string;
  readonly #study: Study;

  private constructor(path: string, study: Study) {
    this.#path = path;
    this.#study = study;
  }

  /** @throws NeuroveilError "input" where the page has no place for the section */
  static async open(folder: string, study: Study, inputs: readonly string[]): Promise<StudyPage> {
    const path = join(folder, await study.page(inputs));
    await makeFolder(dirname(path)).catch((error: unknown) => {
      throw systemError("output", `to make the folder ${printable(dirname(path))}`, error);
    });
    const page = new StudyPage(path, study);
    splice(await page.#text(), study.id, "");
    return page;
  }

  /** @returns where, for a person */
  async write({ section, files }: Findings): Promise<string> {
    // Read again: a study takes long, and somebody may have written something.
    const page = splice(await this.#text(), this.#study.id, section);
    const texts = new Map([...(files ?? []), [basename(this.#path), page]]);
    const outputs = [...texts].map(([name, text]) => ({
      path: join(dirname(this.#path), name),
      bytes: new TextEncoder().encode(text),
    }));
    await writeOutputs(outputs, { force: true });
    return printable(this.#path);
  }

  async #text(): Promise<string> {
    return existsSync(this.#path) ? readFile(this.#path, "utf8") : emptyPage(this.#study);
  }
}
