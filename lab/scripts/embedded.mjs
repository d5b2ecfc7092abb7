// `node lab/scripts/embedded.mjs RECORD`: the hybrid cipher in C99 (examples/c) on Cortex-M processors, counted
// in QEMU and checked against the library, as the line "embedded" of a record of `neuroveil study hybrid`.
// Needs gcc-arm-none-eabi and qemu-system-arm; fails where a processor gives other bytes than the library.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ciphers } from "neuroveil/ciphers";
import { readWeights } from "neuroveil/internal/networks";
import { drawGrayScene } from "../dist/datasets/scene.js";
import { resumed } from "../dist/studies/resumed.js";

const sources = fileURLToPath(new URL("../../examples/c", import.meta.url));
const weightFile = new URL("../../core/weights/hybrid.safetensors", import.meta.url);
const [record] = process.argv.slice(2);
if (record === undefined) {
  console.error("expected the record's file; see this file's head");
  process.exit(2);
}

const processors = [
  { name: "Cortex-M3", cpu: "cortex-m3", machine: "mps2-an385" },
  { name: "Cortex-M4", cpu: "cortex-m4", machine: "mps2-an386" },
  { name: "Cortex-M7", cpu: "cortex-m7", machine: "mps2-an500" },
];
const sides = [64, 128];
/** Of the timer, which runs at 25 MHz where one instruction takes a nanosecond. */
const instructionsATick = 40;

const { encoder, mask } = readWeights(readFileSync(weightFile));
const parts = [encoder, mask].flatMap(({ first, second, bias }) => [first, second, bias]);
const weights = Buffer.concat(parts.map((part) => Buffer.from(Int16Array.from(part).buffer)));
const cipher = ciphers.find(({ id }) => id === "hybrid");
const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 7 * i + 1);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const folder = mkdtempSync(join(tmpdir(), "neuroveil-embedded-"));

async function count({ name, cpu, machine }, side) {
  const image = drawGrayScene(0, side).data;
  const array = (type, of, bytes) => `${type} ${of}[] = {${[...bytes].join(",")}};\n`;
  writeFileSync(
    join(folder, "input.h"),
    `enum { ROW_BYTES = ${side}, ROWS = ${side} };\n` +
      array("static const uint8_t", "input_weights", weights) +
      array("static const uint8_t", "input_key", key) +
      array("static uint8_t", "input_image", image),
  );
  const flags = ["-std=c99", "-O2", `-mcpu=${cpu}`, "-mthumb", "-ffreestanding", "-I", folder];
  const at = (file) => join(folder, file);
  const gcc = (...words) => execFileSync("arm-none-eabi-gcc", [...flags, ...words]);
  gcc("-c", join(sources, "hybrid.c"), "-o", at("hybrid.o"));
  gcc(
    join(sources, "count.c"),
    at("hybrid.o"),
    "-nostdlib",
    "-lgcc",
    "-T",
    join(sources, "cortex-m.ld"),
    "-o",
    at("count.elf"),
  );
  const size = execFileSync("arm-none-eabi-size", [at("hybrid.o")], { encoding: "utf8" });
  const [code, data, bss] = size.split("\n")[1].trim().split(/\s+/).map(Number);
  // A processor's words to its host come on standard error.
  const { stderr: output } = spawnSync(
    "qemu-system-arm",
    ["-M", machine, "-nographic", "-monitor", "none", "-serial", "none"].concat(
      ["-semihosting-config", "enable=on,target=native", "-icount", "shift=0"],
      ["-kernel", at("count.elf")],
    ),
    { encoding: "utf8", timeout: 120_000 },
  );
  const said = Object.fromEntries(
    output
      .trim()
      .split("\n")
      .map((line) => line.split(" ")),
  );
  const number = (word) => Number.parseInt(said[word], 16);
  const raster = { width: side, height: side, channels: 1, bytesPerSample: 1, data: image.slice() };
  const keyVector = await cipher.encrypt(raster, key, { threads: 1 });
  if (said.vector !== hex(keyVector) || said.cipher !== hex(raster.data) || number("right") !== 1)
    throw new Error(`${name} gives other bytes than the library`);
  return {
    processor: name,
    side,
    encrypt: instructionsATick * number("encryption"),
    decrypt: instructionsATick * number("decryption"),
    stack: number("stack"),
    code,
    data: data + bss,
  };
}

try {
  await resumed(record, [
    {
      name: "embedded",
      run: async () => {
        const version = (program) =>
          execFileSync(program, ["--version"], { encoding: "utf8" }).split("\n")[0];
        const counts = [];
        for (const processor of processors)
          for (const side of sides) counts.push(await count(processor, side));
        return {
          compiler: version("arm-none-eabi-gcc"),
          emulator: version("qemu-system-arm"),
          weights: weights.length,
          key: key.length,
          counts,
        };
      },
    },
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
