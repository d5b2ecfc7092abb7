import { createThreadedEngine } from "@neuroveil/jobs/images";
import { expect, test } from "vitest";
import { FolderRoot } from "../shared-root/folder/folder-root.ts";
import { Records } from "../shared-root/records.ts";
import type { LaboratoryJob } from "../sealed/job.ts";
import { QueueKeys } from "../sealed/keys.ts";
import { jobId, openOrder, sealOrder } from "../sealed/order.ts";
import { temporaryFolder } from "../temporary-folder.test.support.ts";
import { layPicture, resultOf } from "./laboratory.ts";
import type { Laboratory, Means } from "./means.ts";
import { perform } from "./perform.ts";

const keys = new QueueKeys(new Uint8Array(32).fill(1));
const engine = await createThreadedEngine();
const picture = Uint8Array.of(1, 2, 3, 4);

interface Asked {
  readonly kind: string;
  readonly task: object;
  readonly picture: Uint8Array | undefined;
}

/** A worker whose laboratory finds what it was asked, and keeps count. */
async function worker(): Promise<Means & { readonly asked: readonly Asked[] }> {
  const root = await FolderRoot.at(await temporaryFolder());
  const asked: Asked[] = [];
  const laboratory: Laboratory = {
    run: (kind, task, bytes) => {
      asked.push({ kind, task, picture: bytes });
      return Promise.resolve({ kind, third: 1 / 3, sum: bytes?.reduce((a, b) => a + b) ?? null });
    },
  };
  const rights = { recipients: new Set<string>(), keys: undefined };
  const naming = { sealed: String, restored: String, numbered: String };
  const records = new Records(root.own, keys);
  return { keys, root, rights, engine, naming, records, laboratory, asked };
}

let now = Date.now();

function order(job: LaboratoryJob): { readonly id: string; readonly data: unknown } {
  const id = jobId(keys, job, "");
  return { id, data: sealOrder(keys, id, job, ++now) };
}

const measure = { kind: "measure", task: { cipher: "hybrid", positions: 16 } } as const;

test("a task is done once, with its picture, and what was found comes back to the last bit", async () => {
  const means = await worker();
  const job = { ...measure, picture: await layPicture(keys, means.root, picture) };
  const { id, data } = order(job);
  expect(await resultOf(keys, means.root, id)).toBeUndefined();
  expect(await perform(id, data, means)).toMatchObject({
    ending: { status: "written" },
    results: ["measure hybrid"],
  });
  const found = { kind: "measure", third: 1 / 3, sum: 10 };
  expect(await resultOf(keys, means.root, id)).toEqual({ found });
  // The same order once more, as after a worker that was thought dead.
  expect(await perform(id, data, means)).toMatchObject({ ending: { status: "kept" } });
  expect(means.asked).toEqual([{ kind: "measure", task: job.task, picture }]);
});

test("a worker that was started without a laboratory measures nothing", async () => {
  const { id, data } = order(measure);
  const performed = await perform(id, data, { ...(await worker()), laboratory: undefined });
  expect(performed).toHaveProperty("failure.code", "key");
  expect(performed).toHaveProperty("failure.message", expect.stringContaining("--laboratory"));
});

test("a picture that is not there, and one in another's place", async () => {
  const means = await worker();
  const [one, other] = [picture, Uint8Array.of(9)];
  const names = [
    await layPicture(keys, means.root, one),
    await layPicture(keys, means.root, other),
  ];
  await means.root.own.write(names[0]!, (await means.root.own.read(names[1]!, 1000))!);
  const missing = `p${"x".repeat(43)}`;
  for (const name of [names[0]!, missing]) {
    const { id, data } = order({ ...measure, picture: name });
    expect(await perform(id, data, means)).toHaveProperty(
      "failure.message",
      expect.stringMatching(/^expected the picture that the producer laid/),
    );
  }
  expect(means.asked).toEqual([]);
});

test.each([
  { kind: "run", task: {} },
  { kind: "measure", task: { cipher: { module: "x.mjs" } } },
  { kind: "measure", task: { cipher: ["x"] } },
  { kind: "measure", task: { cipher: "x".repeat(257) } },
  { kind: "measure", task: { __proto__: null, "../x": 1 } },
  {
    kind: "measure",
    task: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`a${"b".repeat(i)}`, 1])),
  },
  { kind: "measure", task: {}, picture: "../../etc/passwd" },
  { kind: "measure", task: {}, picture: ".neuroveil" },
])("what is no task is no order: %j", (job) => {
  const id = jobId(keys, job as never, "");
  const { order: sealed } = sealOrder(keys, id, job as never, now);
  expect(openOrder(keys, id, { order: sealed })).toBeUndefined();
});
