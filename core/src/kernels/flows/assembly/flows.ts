// The flows of chaos/flow.ts: two orbits in the lanes of a vector, one vector or more side by side, up to four.
// The same operations in the same order as the reference, so the same bits.

const HOPFIELD3: i32 = 0;
const HOPFIELD4: i32 = 1;
const MEMRISTIVE: i32 = 2;
const CELLULAR4: i32 = 3;
/** HOPFIELD4 with inputs of each orbit's own. */
const DRIVEN4: i32 = 4;

// flow-kernel.ts holds the same addresses.
/** Leaks, weights row by row, inputs; of cells their couplings and gains. */
const PARAMETERS: usize = 1024;
/** Records of: address of a parameter (in 8 bytes), its centre, its swing, the map's state and peak. */
const MODULATIONS: usize = 2048;
const RECORD: usize = 40;
/** [coordinate][vector] of two orbits. */
const STATE: usize = 4096;
const PROBE: usize = 4352;
const SUM: usize = 4608;
/** Inputs of the neurons of driven orbits, as states lie. */
const INPUT: usize = 4864;
/** Bytes of a sample of four driven orbits. */
const SAMPLE: usize = 5120;
const OUTPUT: usize = 65536;

/** Bytes from one coordinate to the next. */
const COORDINATE: usize = 64;

@inline
function add(a: v128, b: v128): v128 { return f64x2.add(a, b); }
@inline
function mul(a: v128, b: v128): v128 { return f64x2.mul(a, b); }
@inline
function constant(x: f64): v128 { return f64x2.splat(x); }

/** chaos/pade-tanh.ts. */
@inline
function tanh(x: v128): v128 {
  const q = mul(x, x);
  const above = mul(x, add(constant(135135), mul(q, add(constant(17325), mul(q, add(constant(378), q))))));
  const below = add(constant(135135), mul(q, add(constant(62370), mul(q, add(constant(3150), mul(q, constant(28)))))));
  const sign = v128.or(v128.and(x, constant(-0.0)), constant(1));
  return v128.bitselect(sign, f64x2.div(above, below), f64x2.gt(f64x2.abs(x), constant(4.97)));
}

@inline
function sign(x: v128): v128 {
  const one = constant(1), zero = constant(0);
  return f64x2.sub(v128.and(one, f64x2.gt(x, zero)), v128.and(one, f64x2.lt(x, zero)));
}

@inline
function signs(phi: v128, edge: f64): v128 {
  return add(sign(f64x2.sub(phi, constant(edge))), sign(add(phi, constant(edge))));
}

/** chaos/memristive-hopfield.ts. */
@inline
function staircase(phi: v128): v128 {
  return f64x2.sub(phi, add(add(signs(phi, 1), signs(phi, 3)), signs(phi, 5)));
}

@inline
function parameter(index: usize): v128 { return v128.load64_splat(PARAMETERS + (index << 3)); }

@inline
function coordinate(block: usize, i: usize): v128 { return v128.load(block + i * COORDINATE); }

/** What stage 1 to 4 of the Runge-Kutta rule does with a coordinate's slope. */
@inline
function use(stage: i32, vector: usize, i: usize, slope: v128, h: f64): void {
  const at = vector + i * COORDINATE;
  if (stage == 1) v128.store(SUM + at, slope);
  else if (stage < 4) v128.store(SUM + at, add(v128.load(SUM + at), mul(constant(2), slope)));
  else {
    const sum = add(v128.load(SUM + at), slope);
    v128.store(STATE + at, add(v128.load(STATE + at), mul(constant(h / 6), sum)));
    return;
  }
  const time = stage == 3 ? h : h / 2;
  v128.store(PROBE + at, add(v128.load(STATE + at), mul(constant(time), slope)));
}

/** The input of neuron i of n. */
@inline
function inputOf(flow: i32, n: usize, v: usize, i: usize): v128 {
  return flow == DRIVEN4 ? coordinate(INPUT + v, i) : parameter(n + n * n + i);
}

/** What the other neurons and its input give to neuron i of n, less its leak. */
@inline
function neuron(n: usize, i: usize, x: v128, f0: v128, f1: v128, f2: v128, f3: v128, input: v128): v128 {
  const row = n + i * n;
  let sum = add(mul(parameter(row), f0), mul(parameter(row + 1), f1));
  sum = add(sum, mul(parameter(row + 2), f2));
  if (n == 4) sum = add(sum, mul(parameter(row + 3), f3));
  return f64x2.sub(add(sum, input), mul(parameter(i), x));
}

/** chaos/cellular.ts. */
@inline
function cells(number: i32, v: usize, block: usize, h: f64): void {
  const x0 = coordinate(block, 0), x1 = coordinate(block, 1), x2 = coordinate(block, 2), x3 = coordinate(block, 3);
  const output = f64x2.sub(f64x2.abs(add(x3, constant(1))), f64x2.abs(f64x2.sub(x3, constant(1))));
  use(number, v, 0, f64x2.sub(f64x2.neg(x2), x3), h);
  use(number, v, 1, add(mul(parameter(0), x1), x2), h);
  use(number, v, 2, mul(parameter(1), f64x2.sub(x0, x1)), h);
  use(number, v, 3, add(f64x2.sub(mul(parameter(2), x0), mul(parameter(3), x3)), mul(parameter(4), output)), h);
}

@inline
function stage(flow: i32, number: i32, vectors: usize, h: f64): void {
  const four = flow == HOPFIELD4 || flow == DRIVEN4;
  const n: usize = four ? 4 : 3;
  const block = number == 1 ? STATE : PROBE;
  for (let v: usize = 0; v < vectors << 4; v += 16) {
    if (flow == CELLULAR4) {
      cells(number, v, block + v, h);
      continue;
    }
    const x0 = coordinate(block + v, 0), x1 = coordinate(block + v, 1), x2 = coordinate(block + v, 2);
    const f0 = tanh(x0), f1 = tanh(x1), f2 = tanh(x2);
    const x3 = flow == HOPFIELD3 ? x2 : coordinate(block + v, 3);
    const f3 = four ? tanh(x3) : x3;
    use(number, v, 0, neuron(n, 0, x0, f0, f1, f2, f3, inputOf(flow, n, v, 0)), h);
    use(number, v, 1, neuron(n, 1, x1, f0, f1, f2, f3, inputOf(flow, n, v, 1)), h);
    let third = neuron(n, 2, x2, f0, f1, f2, f3, inputOf(flow, n, v, 2));
    if (flow == MEMRISTIVE) {
      const memristor = staircase(x3);
      third = add(third, mul(mul(constant(0.1), memristor), f0));
      use(number, v, 3, f64x2.sub(mul(constant(1.5), f0), memristor), h);
    }
    use(number, v, 2, third, h);
    if (four) use(number, v, 3, neuron(n, 3, x3, f0, f1, f2, f3, inputOf(flow, n, v, 3)), h);
  }
}

/** chaos/skew-tent.ts. */
@inline
function skewTent(peak: f64, x: f64): f64 {
  const next = x < peak ? x / peak : (1 - x) / (1 - peak);
  return next == 0 ? peak * 0.5 : next;
}

function modulate(count: usize): void {
  const end = MODULATIONS + count * RECORD;
  for (let at = MODULATIONS; at < end; at += RECORD) {
    const x = load<f64>(at, 24);
    store<f64>(load<u32>(at), load<f64>(at, 8) + load<f64>(at, 16) * (2 * x - 1));
    store<f64>(at, skewTent(load<f64>(at, 32), x), 24);
  }
}

/** chaos/state-byte.ts of both orbits, `apart` bytes from each other. */
@inline
function storeBytes(to: usize, x: v128, apart: usize): void {
  const steps = f64x2.floor(mul(add(x, constant(64)), constant(68719476736.0)));
  const low = add(steps, constant(4503599627370496.0));
  v128.store_lane<u8>(to, low, 0);
  v128.store_lane<u8>(to + apart, low, 8);
}

@inline
function run(flow: i32, vectors: usize, h: f64, steps: i32, modulations: usize, samples: i32, output: bool): void {
  const dimension: usize = flow == HOPFIELD3 ? 3 : 4;
  let to = OUTPUT;
  for (let sample = 0; sample < samples; sample++) {
    modulate(modulations);
    for (let step = 0; step < steps; step++) {
      stage(flow, 1, vectors, h);
      stage(flow, 2, vectors, h);
      stage(flow, 3, vectors, h);
      stage(flow, 4, vectors, h);
    }
    if (!output) continue;
    for (let v: usize = 0; v < vectors; v++) {
      for (let i: usize = 0; i < dimension; i++) storeBytes(to + i, coordinate(STATE + (v << 4), i), dimension);
      to += 2 * dimension;
    }
  }
}

/** The inputs that a sample of cipher bytes stands for: those of each orbit from the next one's bytes. */
function drive(cipher: usize, amplitude: f64): void {
  let total: u32 = 0;
  for (let i: usize = 0; i < 16; i++) total += load<u8>(cipher + i);
  total &= 255;
  for (let orbit: usize = 0; orbit < 4; orbit++) {
    const from = cipher + (((orbit + 1) & 3) << 2);
    for (let i: usize = 0; i < 4; i++) {
      const word = (<u32>load<u8>(from + i) << 8) + total;
      store<f64>(INPUT + i * COORDINATE + (orbit << 3), amplitude * (<f64>word / 32767.5 - 1));
    }
  }
}

/** Masks the bytes at OUTPUT, 16 with every sample of four driven orbits (chaos/cipher-feedback.ts). */
export function feedback(h: f64, steps: i32, amplitude: f64, bytes: usize, decrypt: bool): void {
  for (let at = OUTPUT; at < OUTPUT + bytes; at += 16) {
    for (let step = 0; step < steps; step++) {
      stage(DRIVEN4, 1, 2, h);
      stage(DRIVEN4, 2, 2, h);
      stage(DRIVEN4, 3, 2, h);
      stage(DRIVEN4, 4, 2, h);
    }
    for (let v: usize = 0; v < 2; v++)
      for (let i: usize = 0; i < 4; i++) storeBytes(SAMPLE + (v << 3) + i, coordinate(STATE + (v << 4), i), 4);
    if (decrypt) drive(at, amplitude);
    const data = v128.load(at), sample = v128.load(SAMPLE);
    v128.store(at, decrypt ? i8x16.sub(data, sample) : i8x16.add(data, sample));
    if (!decrypt) drive(at, amplitude);
  }
}

export function hopfield3(vectors: usize, h: f64, steps: i32, modulations: usize, samples: i32, output: bool): void {
  run(HOPFIELD3, vectors, h, steps, modulations, samples, output);
}

export function hopfield4(vectors: usize, h: f64, steps: i32, modulations: usize, samples: i32, output: bool): void {
  run(HOPFIELD4, vectors, h, steps, modulations, samples, output);
}

export function memristiveHopfield(vectors: usize, h: f64, steps: i32, modulations: usize, samples: i32, output: bool): void {
  run(MEMRISTIVE, vectors, h, steps, modulations, samples, output);
}

export function cellular4(vectors: usize, h: f64, steps: i32, modulations: usize, samples: i32, output: bool): void {
  run(CELLULAR4, vectors, h, steps, modulations, samples, output);
}
