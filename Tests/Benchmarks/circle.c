// Random points in a quarter circle in C, to compare with: the same sixteen xoshiro128+ generators (Blackman and Vigna
// 2021) as in Swift, lane by lane in loops that the compiler turns into vectors.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 16 };

typedef struct {
  uint32_t s[4][LANES];
} thrower;

static uint64_t split_mix(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static inline void coordinates(thrower *t, float *out) {
  for (int i = 0; i < LANES; i++) {
    uint32_t bits = (t->s[0][i] + t->s[3][i]) >> 9 | 0x4B000000u, moved = t->s[1][i] << 9;
    t->s[2][i] ^= t->s[0][i];
    t->s[3][i] ^= t->s[1][i];
    t->s[1][i] ^= t->s[2][i];
    t->s[0][i] ^= t->s[3][i];
    t->s[2][i] ^= moved;
    t->s[3][i] = t->s[3][i] << 11 | t->s[3][i] >> 21;
    float value;
    memcpy(&value, &bits, sizeof value);
    out[i] = value - 8388607.5f;
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  long samples = strtol(argv[1], NULL, 10), inside = 0;
  uint64_t state = strtoull(argv[2], NULL, 10);
  thrower t;
  for (int i = 0; i < LANES; i++) {
    uint64_t low = split_mix(&state), high = split_mix(&state);
    t.s[0][i] = (uint32_t)low, t.s[1][i] = low >> 32, t.s[2][i] = (uint32_t)high, t.s[3][i] = high >> 32;
  }
  for (long left = samples / LANES; left > 0;) {
    // Short enough that a lane's counter can't overflow.
    long rounds = left < 1 << 20 ? left : 1 << 20;
    int32_t counts[LANES] = {0};
    for (long round = 0; round < rounds; round++) {
      float x[LANES], y[LANES];
      coordinates(&t, x);
      coordinates(&t, y);
      for (int i = 0; i < LANES; i++) counts[i] += x[i] * x[i] + y[i] * y[i] <= 70368744177664.0f;
    }
    for (int i = 0; i < LANES; i++) inside += counts[i];
    left -= rounds;
  }
  printf("%ld\n", inside);
}
