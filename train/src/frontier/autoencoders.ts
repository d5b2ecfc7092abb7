import type { Variables } from "@neuroveil/autodiff";
import type { Guesser } from "../families/autoencoder/open-guess.ts";
import type { Autoencoder } from "../families/autoencoder/players.ts";
import { measureNetwork as measureConvolutional } from "../families/convolutional/measure.ts";
import { autoencoder as convolutional } from "../families/convolutional/players.ts";
import type { Setting as ConvSetting } from "../recipes/conv-autoencoder/settings.ts";
import { quantisedNetwork as quantisedConvolutional } from "../families/convolutional/quantised-export.ts";
import type { Examples } from "../data/examples.ts";
import { measureNetwork as measureHybrid } from "../recipes/hybrid-autoencoder/measure.ts";
import { autoencoder as hybrid } from "../recipes/hybrid-autoencoder/players.ts";
import type { Setting as HybridSetting } from "../recipes/hybrid-autoencoder/settings.ts";
import { quantisedNetwork as quantisedHybrid } from "../recipes/hybrid-autoencoder/quantised-export.ts";
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
      quantisedConvolutional(settings, trained),
      attacking,
      examples,
      attacker,
    ),
};

const recurrent: Row<HybridSetting> = {
  autoencoder: hybrid,
  measure: (settings, { trained, attacking, attacker }, examples) =>
    measureHybrid(settings, quantisedHybrid(settings, trained), attacking, examples, attacker),
};

/** By the id of the recipe. */
export const autoencoders: ReadonlyMap<string, Row> = new Map<string, Row>([
  ["conv-autoencoder", conv],
  ["hybrid-autoencoder", recurrent],
]);
