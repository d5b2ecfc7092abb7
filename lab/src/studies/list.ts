import { dieharderStudy } from "./battery.ts";
import { cyclesStudy } from "./cycles.ts";
import { exchangeStudy } from "./exchange.ts";
import { familiesStudy } from "./families/families.ts";
import { hybridStudy } from "./hybrid/hybrid.ts";
import { keySensitivityStudy } from "./key-sensitivity.ts";
import { mixingStudy } from "./mixing.ts";
import { nistStudy } from "./nist-record.ts";
import { ownStudy } from "./own.ts";
import { peersStudy } from "./peers.ts";
import { paperStudy } from "./paper.ts";
import { practrandStudy } from "./practrand.ts";
import { residualStudy } from "./residual.ts";
import { robustnessStudy } from "./robustness.ts";
import type { Study } from "./study.ts";

/** Studies of the laboratory; a new one is a file beside this and a line here. */
export const studies: readonly Study[] = [
  familiesStudy,
  hybridStudy,
  robustnessStudy,
  keySensitivityStudy,
  residualStudy,
  nistStudy,
  dieharderStudy,
  practrandStudy,
  exchangeStudy,
  cyclesStudy,
  mixingStudy,
  paperStudy,
  ownStudy,
  peersStudy,
];
