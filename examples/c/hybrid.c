#include "hybrid.h"

enum { UNITS = 32, TILE_BYTES = 64, TILE_ROWS = 256, BAND_LINES = 32, CHANNELS = 8 };
enum { KERNEL_WORDS = 8 * (128 + CHANNELS - 1), FEATURES = 64 };
/* What the four states of the native key are for. */
enum { ENCODER, MASK, ROOT, CONVOLUTION };

typedef struct {
  const hybrid_network *net;
  uint16_t h[UNITS], c[UNITS], out[UNITS];
  uint16_t time;
} lstm;

/* An image, and the keyed kernels of its convolution. */
typedef struct {
  const hybrid_weights *weights;
  const uint8_t *key;
  uint8_t *data;
  uint32_t row_bytes, rows;
  int16_t kernel[KERNEL_WORDS];
} image;

/* Where a tile begins, and how many rows it has. */
typedef struct {
  uint32_t number, x, y, rows;
} tile;

static uint16_t rot8(uint16_t word) { return (uint16_t)((word << 8) | (word >> 8)); }

static uint16_t times(uint16_t a, uint16_t b) { return (uint16_t)((uint32_t)a * b); }

/* Rounded product of two fractions of 2^15; the shift of what is negative rounds down. */
static uint16_t q15(uint16_t a, uint16_t b) {
  int32_t product = (int32_t)(int16_t)a * (int16_t)b + 0x4000;
  return (uint16_t)((uint32_t)(product < 0 ? ~(~product >> 15) : product >> 15));
}

static void butterfly(uint16_t *words, unsigned distance) {
  for (unsigned j = 0; j < UNITS; j++) {
    if (j & distance) continue;
    words[j + distance] = (uint16_t)(words[j + distance] + words[j]);
    words[j] = (uint16_t)(words[j] + words[j + distance]);
  }
}

/* One step; x: 32 input words, or none. */
static void step(lstm *net, const uint16_t *x) {
  const hybrid_network *w = net->net;
  uint16_t y[UNITS];
  for (unsigned j = 0; j < UNITS; j++) y[j] = times(w->first[j], net->h[j]);
  for (unsigned distance = 1; distance <= 4; distance *= 2) butterfly(y, distance);
  for (unsigned j = 0; j < UNITS; j++)
    y[j] = rot8(times(y[j], (uint16_t)(2 * y[j] + w->second[j])));
  for (unsigned distance = 8; distance <= 16; distance *= 2) butterfly(y, distance);
  for (unsigned u = 0; u < UNITS; u++) {
    uint16_t forget = (uint16_t)(2 * y[u] + w->forget[u]);
    uint16_t candidate = (uint16_t)(y[(u + 8) % UNITS] + w->candidate[u] + (x ? x[u] : 0));
    uint16_t open = (uint16_t)(y[(u + 16) % UNITS] + w->output[u]) >> 1;
    uint16_t c = times(forget, (uint16_t)(net->c[u] - candidate));
    if (u == 0) c = (uint16_t)(c + times(net->time, 40503));
    net->c[u] = c;
    net->h[u] = (uint16_t)(q15(open, c) + rot8(c));
  }
  for (unsigned u = 0; u < UNITS; u++)
    net->out[u] = (uint16_t)((net->h[u] ^ times(net->c[(u + 11) % UNITS], 40503)) +
                             q15(net->h[(u + 21) % UNITS], net->c[(u + 6) % UNITS] | 1));
  net->time++;
}

static void blank(lstm *net, unsigned steps) {
  while (steps-- > 0) step(net, 0);
}

static uint16_t word_at(const uint8_t *bytes) { return (uint16_t)(bytes[0] | (bytes[1] << 8)); }

static void start(lstm *net, const image *of, unsigned purpose) {
  const uint8_t *from = of->key + 128 * purpose;
  net->net = purpose == ENCODER || purpose == ROOT ? &of->weights->encoder : &of->weights->mask;
  net->time = 0;
  for (unsigned u = 0; u < UNITS; u++) {
    net->h[u] = word_at(from + 2 * u);
    net->c[u] = word_at(from + 64 + 2 * u);
  }
}

static void add_number(uint16_t *cell, uint32_t number) {
  cell[0] = (uint16_t)(cell[0] + number);
  cell[1] = (uint16_t)(cell[1] + (number >> 16));
}

/* Features enter the whole state at once. */
static void absorb(lstm *net, const uint16_t *features, unsigned steps) {
  for (unsigned u = 0; u < UNITS; u++) {
    net->c[u] = (uint16_t)(net->c[u] + features[u]);
    net->h[u] = (uint16_t)(net->h[u] + features[UNITS + u]);
  }
  blank(net, steps);
}

/* Byte 0 or 1 of word u of line t of a half; none outside the image. */
static uint8_t *place(const image *of, const tile *at, unsigned half, unsigned t, unsigned u,
                      unsigned byte) {
  uint32_t row = 2 * t + (((u >> 3) + half) & 1);
  uint32_t x = at->x + 2 * u + byte;
  if (row >= at->rows || x >= of->row_bytes) return 0;
  return of->data + (at->y + row) * of->row_bytes + x;
}

/* The keyed convolution of one half. */
static void features(const image *of, const tile *at, unsigned half, uint16_t *into) {
  unsigned lines = (at->rows + 1) / 2;
  for (unsigned band = 0; band < 4; band++) {
    uint32_t sums[CHANNELS] = {0};
    for (unsigned t = 0; t < BAND_LINES && band * BAND_LINES + t < lines; t++)
      for (unsigned u = 0; u < 32; u++) {
        const uint8_t *low = place(of, at, half, band * BAND_LINES + t, u, 0);
        const uint8_t *high = place(of, at, half, band * BAND_LINES + t, u, 1);
        int32_t word = (int16_t)(uint16_t)((low ? *low : 0) | ((high ? *high : 0) << 8));
        const int16_t *kernel = of->kernel + 32 * t + u;
        for (unsigned channel = 0; channel < CHANNELS; channel++)
          sums[channel] += (uint32_t)(word * kernel[8 * channel]);
      }
    for (unsigned channel = 0; channel < CHANNELS; channel++) {
      into[2 * (CHANNELS * band + channel)] = (uint16_t)sums[channel];
      into[2 * (CHANNELS * band + channel) + 1] = (uint16_t)(sums[channel] >> 16);
    }
  }
  for (unsigned i = 0; i < FEATURES; i++) into[i] = (uint16_t)(into[i] + (uint16_t)of->kernel[i]);
}

/* The mask network makes the kernels: five outputs of each of eight streams, vectors in turn. */
static void make_kernel(image *of) {
  static const uint16_t none[FEATURES];
  for (unsigned stream = 0; stream < 8; stream++) {
    lstm net;
    start(&net, of, CONVOLUTION);
    net.c[0] = (uint16_t)(net.c[0] + stream);
    blank(&net, 3);
    absorb(&net, none, 5);
    for (unsigned t = 0; t < 5; t++) {
      step(&net, 0);
      for (unsigned i = 0; i < 32; i++) {
        unsigned at = 8 * (32 * t + 4 * stream + i / 8) + i % 8;
        if (at < KERNEL_WORDS) of->kernel[at] = (int16_t)net.out[i];
      }
    }
  }
}

static tile tile_of(const image *of, uint32_t number) {
  uint32_t across = (of->row_bytes + TILE_BYTES - 1) / TILE_BYTES;
  tile at = {number, number % across * TILE_BYTES, number / across * TILE_ROWS, 0};
  at.rows = of->rows - at.y < TILE_ROWS ? of->rows - at.y : TILE_ROWS;
  return at;
}

static uint32_t tiles(const image *of) {
  return (of->row_bytes + TILE_BYTES - 1) / TILE_BYTES * ((of->rows + TILE_ROWS - 1) / TILE_ROWS);
}

static void root(const image *of, uint8_t *key_vector) {
  lstm net;
  uint16_t seen[FEATURES];
  start(&net, of, ROOT);
  add_number(net.c + 3, of->row_bytes);
  add_number(net.c + 5, of->rows);
  blank(&net, 3);
  for (uint32_t number = 0; number < tiles(of); number++) {
    tile at = tile_of(of, number);
    lstm digest;
    start(&digest, of, ENCODER);
    add_number(digest.c, number);
    blank(&digest, 3);
    for (unsigned half = 0; half < 2; half++) {
      features(of, &at, half, seen);
      absorb(&digest, seen, 3);
    }
    step(&net, digest.out);
    blank(&net, 1);
  }
  blank(&net, 3);
  for (unsigned i = 0; i < HYBRID_KEY_VECTOR_BYTES; i++)
    key_vector[i] = (uint8_t)(net.out[i / 2] >> (8 * (i & 1)));
}

/* One half-round of one tile: half `round` takes a mask of the other half. */
static void half_round(const image *of, const tile *at, unsigned round, const uint8_t *key_vector,
                       int sign) {
  lstm net;
  uint16_t seen[FEATURES];
  start(&net, of, MASK);
  add_number(net.c, at->number);
  net.c[2] = (uint16_t)(net.c[2] + round);
  for (unsigned i = 0; i < 16; i++)
    net.c[16 + i] = (uint16_t)(net.c[16 + i] + word_at(key_vector + 2 * i));
  features(of, at, round ^ 1, seen);
  blank(&net, 3);
  absorb(&net, seen, 5);
  for (unsigned t = 0; t < (at->rows + 1) / 2; t++) {
    step(&net, 0);
    for (unsigned u = 0; u < 32; u++)
      for (unsigned byte = 0; byte < 2; byte++) {
        uint8_t *to = place(of, at, round, t, u, byte);
        uint8_t mask = (uint8_t)(net.out[u] >> (8 * byte));
        if (to) *to = (uint8_t)(sign > 0 ? *to + mask : *to - mask);
      }
  }
}

static void read_network(hybrid_network *net, const uint8_t *bytes) {
  uint16_t *const parts[] = {net->first, net->second, net->forget, net->candidate, net->output};
  for (unsigned part = 0; part < 5; part++)
    for (unsigned u = 0; u < UNITS; u++) parts[part][u] = word_at(bytes + 2 * (UNITS * part + u));
}

void hybrid_read_weights(hybrid_weights *weights, const uint8_t *bytes) {
  read_network(&weights->encoder, bytes);
  read_network(&weights->mask, bytes + HYBRID_WEIGHT_BYTES / 2);
}

void hybrid_encrypt(const hybrid_weights *weights, const uint8_t *key, uint8_t *data,
                    uint32_t row_bytes, uint32_t rows, uint8_t *key_vector) {
  image of = {weights, key, data, row_bytes, rows, {0}};
  make_kernel(&of);
  root(&of, key_vector);
  for (uint32_t number = 0; number < tiles(&of); number++) {
    tile at = tile_of(&of, number);
    half_round(&of, &at, 0, key_vector, 1);
    half_round(&of, &at, 1, key_vector, 1);
  }
}

int hybrid_decrypt(const hybrid_weights *weights, const uint8_t *key, uint8_t *data,
                   uint32_t row_bytes, uint32_t rows, const uint8_t *key_vector) {
  image of = {weights, key, data, row_bytes, rows, {0}};
  uint8_t found[HYBRID_KEY_VECTOR_BYTES];
  unsigned different = 0;
  make_kernel(&of);
  for (uint32_t number = 0; number < tiles(&of); number++) {
    tile at = tile_of(&of, number);
    half_round(&of, &at, 1, key_vector, -1);
    half_round(&of, &at, 0, key_vector, -1);
  }
  root(&of, found);
  for (unsigned i = 0; i < HYBRID_KEY_VECTOR_BYTES; i++) different |= found[i] ^ key_vector[i];
  if (different)
    for (uint32_t i = 0; i < row_bytes * rows; i++) data[i] = 0;
  return different == 0;
}
