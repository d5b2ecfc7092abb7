import { test } from "vitest";
import { byHandIsTheSame } from "./by-hand.test.support.ts";
import { speedModels } from "./models.ts";

test.each(speedModels)("$id: the step by hand is the autodiff's step", byHandIsTheSame);
