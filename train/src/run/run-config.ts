import type { Device } from "@neuroveil/autodiff";
import type { AnySettings } from "../recipe.ts";
import type { Machine } from "./machine.ts";

/** What a training is, written before it begins and never changed. */
export interface RunConfig {
  readonly format: "neuroveil run 1";
  readonly recipe: string;
  readonly settings: AnySettings;
  readonly seed: string;
  readonly threads: number;
  readonly device: Device;
  readonly data: {
    /** As `openDataset` takes it. */
    readonly name: string;
    readonly training: number;
    readonly heldOut: number;
    readonly fingerprint: string;
  };
  readonly machine: Machine;
}
