import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { lines, runCli, type Ended } from "../testing/run-cli.ts";
import { samplePicture, writePng } from "../testing/sample-files.ts";
import { noSshKeygen, sshKey, stockVerifies } from "../testing/ssh-keys.ts";

const env = { SSH_AUTH_SOCK: "" };

describe.skipIf(noSshKeygen !== undefined)("signatures", () => {
  let cwd = "";
  const at = (...names: string[]): string => join(cwd, ...names);
  const run = (line: string): Promise<Ended> => runCli(line.split(" "), { cwd, env });

  // The tests go on where the ones before them have stopped.
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), "neuroveil-cli-"));
    await mkdir(at("in"));
    await writePng(at("in", "a.png"));
    await writePng(at("in", "b.png"), samplePicture(1));
    await writeFile(at("r.txt"), (await run("keygen --output key.txt")).stdout);
    await sshKey(cwd, "alice");
    await sshKey(cwd, "bob");
    return () => rm(cwd, { recursive: true, force: true });
  });

  test("of a folder: each beside its cipher image, as the stock command takes it", async () => {
    const { code, stdout } = await run("encrypt in -o out -R r.txt --sign alice");
    expect([code, lines(stdout)[0]]).toEqual([0, expect.stringMatching(/, signed$/)]);
    const names = ["a.png.veil.png", "a.png.veil.png.sig", "b.png.veil.png", "b.png.veil.png.sig"];
    expect((await readdir(at("out"))).toSorted()).toEqual(names);
    await writeFile(at("signers"), `alice@x ${await readFile(at("alice.pub"), "utf8")}`);
    const image = at("out", names[0]!);
    const bytes = await readFile(image);
    expect(stockVerifies(at("signers"), "alice@x", `${image}.sig`, bytes)).toBe(true);
    const told = JSON.parse((await run("inspect out --json")).stdout) as { results: object[] };
    const signature = { fits: true, key: expect.stringMatching(/^SHA256:/) };
    expect(told.results).toEqual(
      names.slice(0, 2).map(() => expect.objectContaining({ signature })),
    );
  });

  test("are asked for before anything is opened, and each failure is counted", async () => {
    const good = await run("decrypt out -o back -i key.txt --signer signers --json");
    const signer = { name: "alice@x", key: expect.stringMatching(/^SHA256:/) };
    expect([good.code, good.stderr]).toEqual([0, ""]);
    expect(JSON.parse(good.stdout)).toMatchObject({ results: [{ signer }, { signer }] });

    // Two signatures exchanged, and an identity that opens nothing: the signature is looked at first.
    await run("keygen --output other.txt");
    await rename(at("out", "a.png.veil.png.sig"), at("x"));
    await rename(at("out", "b.png.veil.png.sig"), at("out", "a.png.veil.png.sig"));
    const bad = await run("decrypt out -o back2 -i other.txt --signer signers");
    await rename(at("out", "a.png.veil.png.sig"), at("out", "b.png.veil.png.sig"));
    await rename(at("x"), at("out", "a.png.veil.png.sig"));
    expect([bad.code, lines(bad.stderr)]).toEqual([
      1,
      [
        expect.stringMatching(/a\.png\.veil\.png: expected a signature of this very file/),
        expect.stringMatching(/b\.png\.veil\.png: expected a signature beside it/),
      ],
    ]);
    const other = await run("decrypt out -o back2 -i key.txt --signer bob.pub --skip-existing");
    expect([other.code, lines(other.stderr)]).toEqual([
      1,
      ["a", "b"].map((name) =>
        expect.stringMatching(
          `${name}.png.veil.png: .* a signature by bob.pub, got one by another`,
        ),
      ),
    ]);
    expect(await readdir(cwd)).not.toContain("back2");
    const check = await run("decrypt out -i key.txt --check --signer bob.pub --signer alice.pub");
    expect([check.code, check.stdout]).toEqual([0, expect.stringMatching(/signed by SHA256:/)]);
  });

  test.skipIf(process.platform === "win32")("are of the bytes that are opened", async () => {
    // Somebody exchanges the file as soon as it has been verified.
    await mkdir(at("swap"));
    const [image, other] = ["a", "b"].map((name) => at("out", `${name}.png.veil.png`));
    const real = (await runCli([], { cwd, shell: "command -v ssh-keygen" })).stdout.trim();
    const fake = `#!/bin/sh\n${real} "$@"\ncode=$?\n[ "$2" = verify ] && cp -f ${other} ${image}\nexit $code\n`;
    await writeFile(at("swap", "ssh-keygen"), fake, { mode: 0o755 });
    const kept = await readFile(image!);
    const args = "decrypt out/a.png.veil.png -o back3/ -i key.txt --signer signers".split(" ");
    const path = `${at("swap")}:${process.env["PATH"]}`;
    const { code } = await runCli(args, { cwd, env: { PATH: path } });
    expect(await readFile(image!)).toEqual(await readFile(other!));
    await writeFile(image!, kept);
    expect([code, await readdir(at("back3"))]).toEqual([0, ["a.png"]]);
  });

  test("belong to results: both are skipped, replaced and refused together", async () => {
    const call = "encrypt in/a.png -o out -R r.txt --sign alice";
    expect((await run(`${call} --skip-existing`)).stdout).toMatch(/skipped/);
    const before = await readFile(at("out", "a.png.veil.png.sig"));
    expect((await run(`${call} --force`)).code).toBe(0);
    expect(await readFile(at("out", "a.png.veil.png.sig"))).not.toEqual(before);
    expect((await run("decrypt out/a.png.veil.png -i key.txt --check --signer signers")).code).toBe(
      0,
    );

    await rename(at("out", "a.png.veil.png"), at("image"));
    const inTheWay = await run(call);
    expect([inTheWay.code, inTheWay.stderr]).toEqual([
      1,
      expect.stringMatching(/a\.png\.veil\.png\.sig, which is already there; add --force/),
    ]);
    await rename(at("out", "a.png.veil.png.sig"), at("x"));
    await rename(at("image"), at("out", "a.png.veil.png"));
    const unsigned = await run(`${call} --skip-existing`);
    expect([unsigned.code, unsigned.stderr]).toEqual([
      1,
      expect.stringMatching(/a\.png\.veil\.png\.sig beside the result that is there, got none/),
    ]);
    await rename(at("x"), at("out", "a.png.veil.png.sig"));
    // No input is replaced by a signature either.
    await writeFile(at("c.veil.png.sig"), "an input");
    const input = await run("encrypt c.veil.png.sig -o c.veil.png -R r.txt --sign alice --force");
    expect([input.code, input.stderr]).toEqual([2, expect.stringMatching(/got the input c\.veil/)]);
  });

  test.skipIf(process.platform === "win32")("that fail leave nothing behind", async () => {
    await mkdir(at("bin"));
    const fake = `#!/bin/sh\n[ "$1" = -y ] && exit 0\ncat > ${at("seen")}\necho no luck >&2\nexit 1\n`;
    await writeFile(at("bin", "ssh-keygen"), fake, { mode: 0o755 });
    const args = "encrypt in/a.png -o none/ -R r.txt --sign alice".split(" ");
    const path = `${at("bin")}:${process.env["PATH"]}`;
    const { code, stderr } = await runCli(args, { cwd, env: { PATH: path } });
    expect([code, lines(stderr)]).toEqual([1, [expect.stringMatching(/got none \(no luck\)/)]]);
    expect(await readdir(at("none"))).toEqual([]);
    expect((await readFile(at("seen"))).subarray(1, 4).toString()).toBe("PNG");
  });

  test("a key that cannot sign ends the call before any work", async () => {
    await sshKey(cwd, "locked", "secret");
    for (const dry of ["", " --dry-run"]) {
      const { code, stderr } = await run(`encrypt in -o none2/ -R r.txt --sign locked${dry}`);
      expect([code, lines(stderr)]).toEqual([
        1,
        [expect.stringMatching(/locked, got one that a passphrase protects; `ssh-add`/)],
      ]);
    }
    expect(await readdir(cwd)).not.toContain("none2");
  });

  test.each([
    ["encrypt in/a.png -R r.txt --sign alice -o -", /after --output with --sign, got standard/],
    ["encrypt in/a.png -R r.txt --sign alice --queue redis://x", /--queue without --sign,/],
    ["encrypt in/a.png -R r.txt --sign alice --sign bob", /Give it once/],
    ["decrypt - -i key.txt --signer signers", /file with --signer.* got standard input/],
    ["decrypt out --signer signers --queue redis://x", /--queue without --signer/],
    ["decrypt out -i key.txt --signer signers --tile 0,0,8,8", /cannot be used with .*--signer/],
  ])("%s is wrong usage", async (line, message) => {
    const { code, stderr } = await run(line);
    expect([code, lines(stderr)]).toEqual([2, [expect.stringMatching(message)]]);
  });
});
