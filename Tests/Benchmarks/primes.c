// The lesson's search for primes in C, to compare with: the same rule, the same divisions, 32 bits as in Swift.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static int check_prime(uint32_t n) {
  if (n % 2 == 0) return 0;
  uint32_t root = (uint32_t)sqrt((double)n);
  for (uint32_t divisor = 3; divisor <= root; divisor += 2)
    if (n % divisor == 0) return 0;
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  uint32_t first = strtoul(argv[1], NULL, 10), end = strtoul(argv[2], NULL, 10);
  long count = 0;
  for (uint32_t n = first; n < end; n++) count += check_prime(n);
  printf("%ld\n", count);
}
