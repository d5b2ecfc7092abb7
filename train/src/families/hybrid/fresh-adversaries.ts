import {
  adam,
  compile,
  Graph,
  mean,
  Random,
  Scope,
  Variables,
  type Numbers,
  type Program,
} from "@neuroveil/autodiff";
import type { Examples } from "../../data/examples.ts";
import type { Picture } from "../../data/planes.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { adversaries } from "./adversaries.ts";
import type { Contender } from "./contender.ts";
import { drawTiles } from "./inputs.ts";
import { halfLines, planeWidth } from "./planes.ts";
import { adversaryLoss } from "./players.ts";

const rate = 0.002;
/** Runs of a batch each, with which adversaries are examined. */
const examinations = 8;

/** The words that hide half 0 of a tile of 2 · shown rows. */
export type WordsOf = (plane: Uint16Array) => Uint16Array;

/** What adversaries know at the end. */
export interface Learned {
  /** Part of the bits of the last line that are predicted; 1/2 by guessing. */
  readonly predicted: number;
  /** Part of the variance of the plain samples that is read from the cipher image; 0 by their mean. */
  readonly read: number;
}

/** Adversaries that have seen nothing yet, to be trained against a cipher as a whole. */
export class FreshAdversaries {
  readonly #settings: Settings<Setting>;
  readonly #halves: Pick<Contender, "cellWords">;
  readonly #graph: Graph;
  readonly #learner: Program;
  readonly #examiner: Program;

  private constructor(
    settings: Settings<Setting>,
    halves: Pick<Contender, "cellWords">,
    graph: Graph,
    learner: Program,
    examiner: Program,
  ) {
    this.#settings = settings;
    this.#halves = halves;
    this.#graph = graph;
    this.#learner = learner;
    this.#examiner = examiner;
  }

  static async open(
    settings: Settings<Setting>,
    halves: Pick<Contender, "cellWords">,
  ): Promise<FreshAdversaries> {
    const { batch, shown } = settings;
    const build = (learning: boolean) => {
      const graph = new Graph();
      const words = graph.input("words", [1, batch, shown, planeWidth]);
      const planes = graph.input("planes", [1, batch, 2 * shown, planeWidth]);
      const scope = new Scope(graph, "adversary");
      const known = adversaries(scope, words, halfLines(planes, halves.cellWords));
      const loss = adversaryLoss({ known });
      if (learning) adam(loss, scope.parameters, { rate });
      return { graph, results: { predicted: mean(known.predicted), missed: mean(known.missed) } };
    };
    const [learning, examining] = [build(true), build(false)];
    const learner = await compile(learning.graph, learning.results);
    const examiner = await compile(examining.graph, examining.results);
    return new FreshAdversaries(settings, halves, learning.graph, learner, examiner);
  }

  /** Trains both on pictures of the training, and examines them on others. */
  async learn(
    wordsOf: WordsOf,
    { training, heldOut }: Pick<Examples, "training" | "heldOut">,
    seed: string,
  ): Promise<Learned> {
    const random = Random.fromText(seed);
    const variables = Variables.initial([this.#graph], seed);
    for (let step = 0; step < this.#settings.freshSteps; step++) {
      await this.#learner.run(variables, this.#draw(wordsOf, training, random));
    }
    let [predicted, missed] = [0, 0];
    for (let run = 0; run < examinations; run++) {
      const numbers = await this.#examiner.run(variables, this.#draw(wordsOf, heldOut, random));
      predicted += numbers["predicted"]![0]! / examinations;
      missed += numbers["missed"]![0]! / examinations;
    }
    return { predicted, read: 1 - missed };
  }

  #draw(wordsOf: WordsOf, pictures: readonly Picture[], random: Random): Numbers {
    const { batch, shown } = this.#settings;
    const tile = 2 * shown * planeWidth;
    const drawn = drawTiles(this.#settings, this.#halves, pictures, random);
    const planes = drawn["planes"]!.slice(0, batch * tile);
    const words = new Float32Array((batch * tile) / 2);
    for (let image = 0; image < batch; image++) {
      const plane = Uint16Array.from(planes.subarray(image * tile, (image + 1) * tile));
      words.set(wordsOf(plane), (image * tile) / 2);
    }
    return { planes, words };
  }

  async release(): Promise<void> {
    await this.#learner.release();
    await this.#examiner.release();
  }
}
