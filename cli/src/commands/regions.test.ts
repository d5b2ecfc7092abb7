import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommanderError } from "commander";
import { decodeImage, encodeImage, type Image } from "neuroveil/image";
import { generateIdentity } from "neuroveil/keys";
import { expect, test } from "vitest";
import { program } from "../program.ts";
import { runCli } from "../testing/run-cli.ts";
import { keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const picture = samplePicture(1);

/** Pixels of a picture that differ from another's. */
function changed(one: Image, two: Image): [x: number, y: number][] {
  const places: [number, number][] = [];
  for (let i = 0; i < one.width * one.height; i++) {
    const at = i * one.channels;
    const same = one.data.subarray(at, at + one.channels);
    if (Buffer.compare(same, two.data.subarray(at, at + one.channels)) === 0) continue;
    places.push([i % one.width, Math.floor(i / one.width)]);
  }
  return places;
}

interface Folder {
  readonly cwd: string;
  readonly key: string[];
  readonly guest: { readonly recipient: string; readonly flags: string[] };
}

async function folder(): Promise<Folder> {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"), picture);
  const { identity, recipient } = await generateIdentity();
  await writeFile(join(cwd, "guest.txt"), `${identity}\n`, { mode: 0o600 });
  return { cwd, key: await keyFile(cwd), guest: { recipient, flags: ["-i", "guest.txt"] } };
}

/** Commander's errors and ours for which the program ends with exit code 2. */
const isUsage = (error: unknown): boolean =>
  error instanceof CommanderError || (error as { readonly code?: unknown }).code === "usage";

const read = async (cwd: string, name: string): Promise<Image> =>
  decodeImage(await readFile(join(cwd, name)));

test("--region encrypts these pixels alone; a guest opens his, and hears which stay closed", async () => {
  const { cwd, key, guest } = await folder();
  await writePng(join(cwd, "b.png"), samplePicture(2));
  // Two, so that worker threads do it.
  const call = ["encrypt", "a.png", "b.png", "--cipher", "cnn-only", ...key];
  const regions = ["--region", "2,3,6,5", "--region-recipient", guest.recipient];
  const encrypted = await runCli([...call, ...regions, "--region", "12,3,4,4"], { cwd });
  expect(encrypted).toMatchObject({ code: 0, stderr: "" });
  const shown = await read(cwd, "a.png.veil.png");
  const [inside, outside] = [true, false].map((is) =>
    changed(shown, picture).filter(
      ([x, y]) =>
        is === ((x >= 2 && x < 8 && y >= 3 && y < 8) || (x >= 12 && x < 16 && y >= 3 && y < 7)),
    ),
  );
  expect(outside).toEqual([]);
  expect(inside!.length).toBeGreaterThan(40);

  const told = await runCli(["inspect", "a.png.veil.png", "--json"], { cwd });
  expect(JSON.parse(told.stdout)).toMatchObject({
    regions: [
      { areas: [{ x: 2, y: 3, width: 6, height: 5 }], key: { wrapped: true, stanzas: ["X25519"] } },
      { areas: [{ x: 12, y: 3, width: 4, height: 4 }], key: { wrapped: false } },
    ],
  });
  const lines = (await runCli(["inspect", "a.png.veil.png"], { cwd })).stdout;
  expect(lines).toMatch(/payload +pixels of regions; the rest is visible/);
  expect(lines).toMatch(/region 1 +2,3,6,5, .*%.*also wrapped for an age recipient/);
  expect(lines).toMatch(/region 2 +12,3,4,4, .*for who can decrypt/);

  const both = ["decrypt", "a.png.veil.png", "b.png.veil.png"];
  expect(await runCli([...both, "-o", "own/", ...key], { cwd })).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect((await read(cwd, "own/a.png")).data).toEqual(picture.data);

  const json = await runCli([...both, "-o", "guest/", ...guest.flags, "--json"], { cwd });
  expect(json.code).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject({
    results: [
      {
        output: join("guest", "a.png"),
        status: "written",
        regions: [
          { areas: [{ x: 2, y: 3, width: 6, height: 5 }], opened: true },
          { areas: [{ x: 12, y: 3, width: 4, height: 4 }], opened: false },
        ],
      },
      { status: "written" },
    ],
  });
  const seen = await read(cwd, "guest/a.png");
  expect(changed(seen, picture).every(([x]) => x >= 12)).toBe(true);
  expect(changed(seen, shown).every(([x]) => x < 8)).toBe(true);

  const one = ["decrypt", "a.png.veil.png", "-o", "guest/", ...guest.flags];
  const skipped = await runCli([...one, "--skip-existing"], { cwd });
  expect(skipped.stdout).toMatch(/skipped/);
  const said = await runCli([...one, "--force"], { cwd });
  expect(said.stderr).toContain(
    "a.png.veil.png: 1 of 2 regions stays encrypted, for other readers: 12,3,4,4",
  );
  const checked = await runCli(["decrypt", "a.png.veil.png", "--check", ...guest.flags], { cwd });
  expect(checked).toMatchObject({ code: 0, stderr: said.stderr });
  const tile = ["--tile", "0,0,2,2"];
  expect(await runCli(["decrypt", "a.png.veil.png", ...tile, ...key], { cwd })).toMatchObject({
    code: 1,
  });
});

test("--mask encrypts what is painted, for readers of its own", async () => {
  const { cwd, key, guest } = await folder();
  const { width, height } = picture;
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.hypot((i % width) - 9, Math.floor(i / width) - 8) < 5 ? 255 : 0,
  );
  const shape = { width, height, channels: 1, bits: 8, colour: "gray", metadata: {} } as const;
  const { bytes } = await encodeImage({ ...shape, data });
  await writeFile(join(cwd, "mask.png"), bytes);
  const call = ["encrypt", "a.png", "--mask", "mask.png", "--cipher", "cnn-only", ...key];
  const encrypted = await runCli([...call, "--region-recipient", guest.recipient], { cwd });
  expect(encrypted).toMatchObject({ code: 0, stderr: "" });
  const places = changed(await read(cwd, "a.png.veil.png"), picture);
  expect(places.every(([x, y]) => data[y * width + x] === 255)).toBe(true);
  expect(places.length).toBeGreaterThan(60);
  const opened = await runCli(["decrypt", "a.png.veil.png", "-o", "x/", ...guest.flags], { cwd });
  expect(opened).toMatchObject({ code: 0, stderr: "" });
  expect((await read(cwd, "x/a.png")).data).toEqual(picture.data);
  await writePng(join(cwd, "small.png"), {
    ...picture,
    height: 1,
    data: data.subarray(0, 3 * width),
  });
  const small = ["encrypt", "a.png", "--mask", "small.png", "--force", ...key];
  expect((await runCli(small, { cwd })).code).toBe(1);
});

test("what cannot be is wrong usage, before anything is done", async () => {
  const { cwd, key, guest } = await folder();
  const encrypt = async (...flags: string[]): Promise<number | null> =>
    (await runCli(["encrypt", "a.png", ...flags, ...key], { cwd })).code;
  const image = join(cwd, "a.png");
  const refused = async (...flags: string[]): Promise<void> => {
    const call = program([]).parseAsync(["encrypt", image, ...flags, ...key], { from: "user" });
    const error: unknown = await call.then(
      () => "done",
      (refusal: unknown) => refusal,
    );
    expect(isUsage(error), String(error)).toBe(true);
  };
  const region = ["--region", "2,3,6,5"];
  const guests = ["--region-recipient", guest.recipient];
  expect(await encrypt("--region", "2,3,6")).toBe(2);
  await refused("--region", "2,3,0,5");
  await refused("--region", "-1,3,6,5");
  await refused(...guests, ...region);
  await refused(...region, ...guests, "--region", "7,7,2,2");
  await refused(...region, "--region-recipient", "age1nobody");
  const strong = (await generateIdentity({ postQuantum: true })).recipient;
  await refused(...region, ...guests, "--region-recipient", strong);
  await refused(...region, "--protection", "bare");
  await refused(...region, "--payload", "file");
  await refused(...region, "--with", image);
  await refused(...region, "--cipher", "conv-autoencoder");
  expect(await readdir(cwd)).not.toContain("a.png.veil.png");
  // In a batch, pictures differ in size.
  expect(await encrypt("--region", "0,0,9999,5")).toBe(1);
  expect(await encrypt("--mask", "missing.png")).toBe(1);
  expect(await encrypt(...region, ...guests, "--dry-run")).toBe(0);
});
