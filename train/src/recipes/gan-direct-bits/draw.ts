import type { Numbers, Random } from "@neuroveil/autodiff";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";

/** Uniform messages, and a key of its own for each: -1 or 1, [messages, bits]. */
export function drawMessages({ batch, bits }: Settings<Setting>, random: Random): Numbers {
  const signs = (): Float32Array =>
    Float32Array.from({ length: batch * bits }, () => 2 * random.below(2) - 1);
  return { plain: signs(), key: signs() };
}
