import { compile, Random, Variables, type Device, type Program } from "@neuroveil/autodiff";
import { checkDevice } from "./device-check.ts";
import type { Examples } from "./data/examples.ts";
import type { Player, Recipe, Settings } from "./recipe.ts";
import { recipeById } from "./recipes/list.ts";

/** A player with what runs its graph. */
interface CompiledPlayer {
  readonly player: Player;
  readonly program: Program;
}

/** What decides about the players. */
interface Options {
  readonly recipe: string;
  readonly settings: Settings;
  readonly seed: string;
  readonly threads: number;
  readonly device: Device;
}

/** The players of a training, ready to run, the variables that they share and the examples that they see. */
export class CompiledPlayers {
  readonly recipe: Recipe;
  readonly players: readonly CompiledPlayer[];
  readonly variables: Variables;
  readonly examples: Examples;

  private constructor(
    recipe: Recipe,
    players: readonly CompiledPlayer[],
    variables: Variables,
    examples: Examples,
  ) {
    this.recipe = recipe;
    this.players = players;
    this.variables = variables;
    this.examples = examples;
  }

  /**
   * Compiles the players' graphs; those for another device are held against the CPU, on what a first
   * step would see.
   *
   * @throws {NeuroveilError} "unsupported" when the device is not there, or fails
   */
  static async compile(options: Options, examples: Examples): Promise<CompiledPlayers> {
    const { settings, seed, threads, device } = options;
    const recipe = recipeById(options.recipe);
    const players = recipe.players(settings);
    const variables = Variables.initial(
      players.map(({ graph }) => graph),
      seed,
    );
    const ready: CompiledPlayer[] = [];
    const compiled = new CompiledPlayers(recipe, ready, variables, examples);
    try {
      for (const player of players) {
        const { graph, results } = player;
        ready.push({ player, program: await compile(graph, results, { device, threads }) });
      }
      if (device !== "cpu") await compiled.#check(options);
    } catch (error) {
      await compiled.release();
      throw error;
    }
    return compiled;
  }

  async #check({ settings, device, threads }: Options): Promise<void> {
    for (const { player, program } of this.players) {
      const drawn = this.recipe.draw(settings, this.examples, Random.fromText("device check"));
      const inputs = { ...drawn, rate: Float32Array.of(settings.rate) };
      const cpu = await compile(player.graph, player.results, { threads });
      try {
        await checkDevice(device, { cpu, device: program }, this.variables, inputs);
      } finally {
        await cpu.release();
      }
    }
  }

  /** Frees the memory of all programs. */
  async release(): Promise<void> {
    for (const { program } of this.players) await program.release();
  }
}
