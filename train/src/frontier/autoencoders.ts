import type { Variables } from "@neuroveil/autodiff";
import type { Guesser } from "../autoencoder/open-guess.ts";
import type { Autoencoder } from "../autoencoder/players.ts";
import { measureNetwork as measureConvolutional } from "../conv-autoencoder/measure.ts";
import { autoencoder as convolutional } from "../conv-autoencoder/players.ts";
import type { Setting as ConvSetting } from "../conv-autoencoder/settings.ts";
import { shippedNetwork as shippedConvolutional } from "../conv-autoencoder/shipped.ts";
import type { Examples } from "../data/examples.ts";
import { measureNetwork as measureHybrid } from "../hybrid-autoencoder/measure.ts";
import { autoencoder as hybrid } from "../hybrid-autoencoder/players.ts";
import type { Setting as HybridSetting } from "../hybrid-autoencoder/settings.ts";
import { shippedNetwork as shippedHybrid } from "../hybrid-autoencoder/shipped.ts";
import type { Figure, Settings } from "../recipe.ts";

/** Variables of a trained network, and of somebody who attacks it. */
export interface Match {
  readonly trained: Variables;
  readonly attacking: Variables;
  readonly attacker: Guesser;
}

/** A recipe whose quality can be held against its security. */
interface Row<Name extends string = string> {
  readonly autoencoder: Autoencoder<Name>;
  measure(settings: Settings<Name>, match: Match, examples: Examples): Promise<readonly Figure[]>;
}

const conv: Row<ConvSetting> = {
  autoencoder: convolutional,
  measure: (settings, { trained, attacking, attacker }, examples) =>
    measureConvolutional(
      settings,
      shippedConvolutional(settings, trained),
      attacking,
      examples,
      attacker,
    ),
};

const recurrent: Row<HybridSetting> = {
  autoencoder: hybrid,
  measure: (settings, { trained, attacking, attacker }, examples) =>
    measureHybrid(settings, shippedHybrid(settings, trained), attacking, examples, attacker),
};

/** By the id of the recipe. */
export const autoencoders: ReadonlyMap<string, Row> = new Map<string, Row>([
  ["conv-autoencoder", conv],
  ["hybrid-autoencoder", recurrent],
]);
