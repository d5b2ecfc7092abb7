import {
  adam,
  compile,
  Graph,
  Random,
  Scope,
  Variables,
  type Numbers,
  type Program,
} from "@neuroveil/autodiff";
import type { Picture } from "../../data/planes.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { drawNoise, drawPlanes } from "./draw.ts";
import { discriminatorOfRounds } from "./players.ts";
import { inputs, roundTaps } from "./inputs.ts";

const rate = 0.003;
/** Pictures whose cipher images of every round a discriminator is examined with. */
const examined = 40;

/** Discriminators that have seen nothing yet, to be trained against kernels that stay as they are. */
export class FreshDiscriminators {
  readonly #settings: Settings<Setting>;
  readonly #graph: Graph;
  readonly #learner: Program;
  readonly #examiner: Program;

  private constructor(
    settings: Settings<Setting>,
    graph: Graph,
    learner: Program,
    examiner: Program,
  ) {
    this.#settings = settings;
    this.#graph = graph;
    this.#learner = learner;
    this.#examiner = examiner;
  }

  static async open(settings: Settings<Setting>): Promise<FreshDiscriminators> {
    const build = (learning: boolean) => {
      const { graph, ...given } = inputs(settings);
      const kernels = graph.input("kernels", [1, settings.rounds, 1, roundTaps]);
      const scope = new Scope(graph, "judge");
      const { loss, right } = discriminatorOfRounds(scope, given, kernels, settings.columns);
      if (learning) adam(loss, scope.parameters, { rate: graph.input("rate", []) });
      return { graph, right };
    };
    const [learning, examining] = [build(true), build(false)];
    const learner = await compile(learning.graph, { right: learning.right });
    const examiner = await compile(examining.graph, { right: examining.right });
    return new FreshDiscriminators(settings, learning.graph, learner, examiner);
  }

  /**
   * Trains a discriminator, and tells which part of its verdicts of other pictures is right; half would be by
   * guessing.
   *
   * @param kernels of all rounds, odd whole numbers
   */
  async right(
    kernels: Float32Array,
    { training, heldOut }: Readonly<Record<"training" | "heldOut", readonly Picture[]>>,
    random: Random,
  ): Promise<number> {
    const { batch, freshSteps } = this.#settings;
    const variables = Variables.initial([this.#graph], `${random.word()}`);
    const given = (pictures: readonly Picture[]): Numbers => ({
      ...this.#draw(pictures, random),
      kernels,
      rate: Float32Array.of(rate),
    });
    for (let step = 0; step < freshSteps; step++) {
      await this.#learner.run(variables, given(training));
    }
    const runs = Math.ceil(examined / batch);
    let right = 0;
    for (let run = 0; run < runs; run++) {
      right += (await this.#examiner.run(variables, given(heldOut)))["right"]![0]! / runs;
    }
    return right;
  }

  async release(): Promise<void> {
    await this.#learner.release();
    await this.#examiner.release();
  }

  #draw(pictures: readonly Picture[], random: Random): Numbers {
    const { batch, columns, rounds } = this.#settings;
    const cells = 2 * columns ** 2;
    return {
      ...drawPlanes(pictures, batch, 2 * columns, random),
      ...drawNoise(rounds * batch * cells, random),
    };
  }
}
