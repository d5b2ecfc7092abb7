import { compile, Random, Variables, type Device, type Program } from "@neuroveil/autodiff";
import { checkDevice } from "./device-check.ts";
import type { Examples } from "./data/examples.ts";
import type { Player, Recipe, Settings } from "./recipe.ts";
import { recipeById } from "./recipes.ts";

/** A player with what runs its graph. */
interface Seat {
  readonly player: Player;
  readonly program: Program;
}

/** What decides about the players. */
interface Rules {
  readonly recipe: string;
  readonly settings: Settings;
  readonly seed: string;
  readonly threads: number;
  readonly device: Device;
}

/** All players at one table, with the variables that they share and the examples that they see. */
export class Table {
  readonly recipe: Recipe;
  readonly seats: readonly Seat[];
  readonly variables: Variables;
  readonly examples: Examples;

  private constructor(
    recipe: Recipe,
    seats: readonly Seat[],
    variables: Variables,
    examples: Examples,
  ) {
    this.recipe = recipe;
    this.seats = seats;
    this.variables = variables;
    this.examples = examples;
  }

  /**
   * Compiles the players' graphs; those for another device are held against the CPU, on what a first
   * step would see.
   *
   * @throws {NeuroveilError} "unsupported" when the device is not there, or fails
   */
  static async lay(rules: Rules, examples: Examples): Promise<Table> {
    const { settings, seed, threads, device } = rules;
    const recipe = recipeById(rules.recipe);
    const players = recipe.players(settings);
    const variables = Variables.initial(
      players.map(({ graph }) => graph),
      seed,
    );
    const seats: Seat[] = [];
    const table = new Table(recipe, seats, variables, examples);
    try {
      for (const player of players) {
        const { graph, results } = player;
        seats.push({ player, program: await compile(graph, results, { device, threads }) });
      }
      if (device !== "cpu") await table.#check(rules);
    } catch (error) {
      await table.clear();
      throw error;
    }
    return table;
  }

  async #check({ settings, device, threads }: Rules): Promise<void> {
    for (const { player, program } of this.seats) {
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
  async clear(): Promise<void> {
    for (const { program } of this.seats) await program.release();
  }
}
