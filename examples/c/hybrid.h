/*
 * The hybrid CNN-LSTM cipher in C99, after docs/hybrid.md: no memory from the heap, no library, tables of
 * 640 bytes. A study of what it takes on a small machine; it is not constant in time by any claim, and
 * encrypts alone, without the seal that the container puts around it.
 */
#ifndef NEUROVEIL_HYBRID_H
#define NEUROVEIL_HYBRID_H

#include <stdint.h>

enum { HYBRID_KEY_BYTES = 512, HYBRID_KEY_VECTOR_BYTES = 32, HYBRID_WEIGHT_BYTES = 640 };

/* Weights of one LSTM: 32 units. */
typedef struct {
  uint16_t first[32], second[32], forget[32], candidate[32], output[32];
} hybrid_network;

/* Of both, in the order of core/weights/hybrid.safetensors. */
typedef struct {
  hybrid_network encoder, mask;
} hybrid_weights;

/* Takes 640 bytes, little-endian words. */
void hybrid_read_weights(hybrid_weights *weights, const uint8_t *bytes);

/*
 * Encrypts rows of bytes in place and gives the key vector.
 * key: native key, 512 bytes, never used for two images.
 */
void hybrid_encrypt(const hybrid_weights *weights, const uint8_t *key, uint8_t *data,
                    uint32_t row_bytes, uint32_t rows, uint8_t *key_vector);

/*
 * Decrypts in place.
 * Returns 1 where the key vector is that of the result, 0 where it is not: then the result must not be
 * used, and is overwritten with zeros.
 */
int hybrid_decrypt(const hybrid_weights *weights, const uint8_t *key, uint8_t *data,
                   uint32_t row_bytes, uint32_t rows, const uint8_t *key_vector);

#endif
