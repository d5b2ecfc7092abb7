/*
 * Encrypts and decrypts one image on a Cortex-M and tells what it took, through semihosting; `input.h`
 * has the weights, a native key and an image. lab/scripts/embedded.mjs builds it and runs it in QEMU, where
 * the system timer counts instructions: one tick is 40 of them.
 */
#include <stddef.h>
#include <stdint.h>

#include "hybrid.h"
#include "input.h"

enum { STACK_WORDS = 2048, PAINT = 0x5a5a5a5a };
static uint32_t stack[STACK_WORDS];

/* What the compiler may ask for. */
void *memset(void *to, int value, size_t size) {
  for (size_t i = 0; i < size; i++) ((volatile uint8_t *)to)[i] = (uint8_t)value;
  return to;
}
void *memcpy(void *to, const void *from, size_t size) {
  for (size_t i = 0; i < size; i++) ((volatile uint8_t *)to)[i] = ((const uint8_t *)from)[i];
  return to;
}

static int call_host(int number, const void *argument) {
  register int r0 __asm__("r0") = number;
  register const void *r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

static void print_hex(const uint8_t *bytes, unsigned count) {
  static const char digits[] = "0123456789abcdef";
  char text[3] = {0};
  for (unsigned i = 0; i < count; i++) {
    text[0] = digits[bytes[i] >> 4];
    text[1] = digits[bytes[i] & 15];
    call_host(4, text);
  }
  call_host(4, "\n");
}

static void print_word(const char *name, uint32_t word) {
  uint8_t bytes[4] = {(uint8_t)(word >> 24), (uint8_t)(word >> 16), (uint8_t)(word >> 8),
                      (uint8_t)word};
  call_host(4, name);
  print_hex(bytes, 4);
}

static volatile uint32_t *const timer = (uint32_t *)0xe000e010;

static uint32_t ticks_since(uint32_t before) { return (before - timer[2]) & 0xffffff; }

static void reset(void) {
  static hybrid_weights weights;
  uint8_t key_vector[HYBRID_KEY_VECTOR_BYTES];
  timer[1] = 0xffffff;
  timer[2] = 0;
  timer[0] = 5;
  for (unsigned i = 0; i < STACK_WORDS - 64; i++) stack[i] = PAINT;
  hybrid_read_weights(&weights, input_weights);
  uint32_t before = timer[2];
  hybrid_encrypt(&weights, input_key, input_image, ROW_BYTES, ROWS, key_vector);
  uint32_t encryption = ticks_since(before);
  call_host(4, "vector ");
  print_hex(key_vector, sizeof key_vector);
  call_host(4, "cipher ");
  print_hex(input_image, ROW_BYTES * ROWS);
  before = timer[2];
  int right = hybrid_decrypt(&weights, input_key, input_image, ROW_BYTES, ROWS, key_vector);
  uint32_t decryption = ticks_since(before);
  unsigned untouched = 0;
  while (untouched < STACK_WORDS && stack[untouched] == PAINT) untouched++;
  print_word("right ", (uint32_t)right);
  print_word("encryption ", encryption);
  print_word("decryption ", decryption);
  print_word("stack ", 4 * (STACK_WORDS - untouched));
  call_host(0x18, (void *)0x20026);
  for (;;) {
  }
}

__attribute__((section(".vectors"), used)) static const void *const vectors[] = {
    stack + STACK_WORDS, (const void *)reset};
