/*
 * hybrid encrypt|decrypt ROW_BYTES ROWS < IN > OUT
 * IN: 640 bytes of weights, 512 of native key, 32 of key vector (any when encrypting), the image.
 * OUT: 32 of key vector, the result. Exit 0 done, 1 refused, 2 usage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hybrid.h"

enum { MOST = 1 << 24 };

int main(int count, char **words) {
  static uint8_t head[HYBRID_WEIGHT_BYTES + HYBRID_KEY_BYTES + HYBRID_KEY_VECTOR_BYTES], data[MOST];
  hybrid_weights weights;
  uint8_t *key = head + HYBRID_WEIGHT_BYTES, *key_vector = key + HYBRID_KEY_BYTES;
  long row_bytes = count == 4 ? atol(words[2]) : 0, rows = count == 4 ? atol(words[3]) : 0;
  int decrypt = count == 4 && strcmp(words[1], "decrypt") == 0;
  if (row_bytes < 1 || rows < 1 || rows > MOST / row_bytes ||
      (!decrypt && strcmp(words[1], "encrypt") != 0)) {
    fputs("usage: hybrid encrypt|decrypt ROW_BYTES ROWS < IN > OUT\n", stderr);
    return 2;
  }
  size_t size = (size_t)row_bytes * (size_t)rows;
  if (fread(head, 1, sizeof head, stdin) != sizeof head || fread(data, 1, size, stdin) != size) {
    fputs("hybrid: expected weights, key, key vector and image, got less\n", stderr);
    return 1;
  }
  hybrid_read_weights(&weights, head);
  if (!decrypt)
    hybrid_encrypt(&weights, key, data, (uint32_t)row_bytes, (uint32_t)rows, key_vector);
  else if (!hybrid_decrypt(&weights, key, data, (uint32_t)row_bytes, (uint32_t)rows, key_vector)) {
    fputs("hybrid: expected the key vector of this image, got another; it is altered, or the key wrong\n",
          stderr);
    return 1;
  }
  fwrite(key_vector, 1, HYBRID_KEY_VECTOR_BYTES, stdout);
  fwrite(data, 1, size, stdout);
  return 0;
}
