import { compile, Random, Variables, type Program } from "@neuroveil/autodiff";
import type { Examples } from "../../data/examples.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import type { Contender } from "./contender.ts";
import { drawTiles, inputs } from "./inputs.ts";
import { averages, securityLosses } from "./security-loss.ts";
import type { WholeWeights } from "./quantised-export.ts";
import type { Subject } from "./subject.ts";

/** The losses of the game, without adversaries, of whole numbers on held-out pictures. */
export class GameLosses {
  readonly #settings: Settings<Setting>;
  readonly #contender: Contender;
  readonly #program: Program;

  private constructor(settings: Settings<Setting>, contender: Contender, program: Program) {
    this.#settings = settings;
    this.#contender = contender;
    this.#program = program;
  }

  static async open({ contender }: Subject, settings: Settings<Setting>): Promise<GameLosses> {
    const given = inputs(settings, contender);
    const { graph } = given;
    const weights = Object.fromEntries(
      contender.parameters.map(({ name, shape }) => [
        name,
        graph.input(`weights.${name}`, [1, ...shape]),
      ]),
    );
    const shown = contender.play(weights, given, settings.shown);
    const losses = Object.values(shown).flatMap((own) => securityLosses(settings, own, undefined));
    return new GameLosses(settings, contender, await compile(graph, averages(losses)));
  }

  /** @param seed of the tiles and keys: the same for the same */
  async of(
    weights: WholeWeights,
    { heldOut }: Examples,
    seed: string,
  ): Promise<Readonly<Record<string, number>>> {
    const given: readonly (readonly [string, Float32Array])[] = Object.entries(weights).map(
      ([name, values]) => [`weights.${name}`, Float32Array.from(values)],
    );
    const tiles = drawTiles(this.#settings, this.#contender, heldOut, Random.fromText(seed));
    const variables = Variables.initial([], "");
    const numbers = await this.#program.run(variables, { ...tiles, ...Object.fromEntries(given) });
    return Object.fromEntries(Object.entries(numbers).map(([name, values]) => [name, values[0]!]));
  }

  async release(): Promise<void> {
    await this.#program.release();
  }
}
