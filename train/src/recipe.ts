import type { Graph, Numbers, Random, Tensor, Variables } from "@neuroveil/autodiff";
import type { Examples } from "./data/examples.ts";

/** Settings that every recipe has. */
export type CommonSetting = "steps" | "batch" | "rate" | "measured";

/** The numbers that a training can be given, by name. */
export type Settings<Name extends string = CommonSetting> = { readonly [N in Name]: number };

/** Those of a recipe that is known by its id alone. */
export type AnySettings = Settings<string> & Settings;

/** What a setting may be. */
export interface SettingRange {
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
  readonly description: string;
}

/** How long a training is: the recipe itself, under five minutes, or under one. */
export type Length = "full" | "quick" | "glimpse";

/** One of those who learn in turns: the network, or an adversary. */
export interface Player {
  readonly name: string;
  /** Holds its loss and its optimiser; `rate` is among the inputs. */
  readonly graph: Graph;
  /** Scalars worth a curve. */
  readonly results: Readonly<Record<string, Tensor>>;
  /** Runs in one step. */
  readonly runs: number;
}

/** A figure of the finished model, measured on pictures that training has not seen. */
export interface Figure {
  readonly id: string;
  readonly mean: number;
  /** Ends of the 95% interval of the mean over pictures. */
  readonly low: number;
  readonly high: number;
  /** Pictures. */
  readonly n: number;
}

/**
 * How one kind of learned cipher is trained, as the registry lists it.
 * @typeParam Name names of its settings
 */
export interface Recipe<Name extends string = string> {
  readonly id: string;
  readonly ranges: Readonly<Record<Name, SettingRange>>;
  readonly lengths: Readonly<Record<Length, Settings<Name> & Settings>>;
  /** The graphs of one step, in the order in which they run. */
  players(settings: Settings<Name>): readonly Player[];
  /** Inputs of one run, without the rate. */
  draw(settings: Settings<Name>, examples: Examples, random: Random): Numbers;
  /** The integer weights as they are shipped: a safetensors file. */
  export(settings: Settings<Name>, variables: Variables): Uint8Array;
  /** What the integer network does on held-out pictures. */
  measure(
    settings: Settings<Name>,
    variables: Variables,
    examples: Examples,
  ): Promise<readonly Figure[]>;
}
