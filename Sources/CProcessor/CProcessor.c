#include "CProcessor.h"

// The C library looked when the program started. Asking the compiler's support library instead would make it look again
// at every start of a worker, which takes a twentieth of that start on a virtual machine.
#if defined(__x86_64__)
#include <sys/platform/x86.h>

int processor_has_avx2(void) { return CPU_FEATURE_ACTIVE(AVX2); }

int processor_has_avx512(void) {
  return CPU_FEATURE_ACTIVE(AVX512F) && CPU_FEATURE_ACTIVE(AVX512BW) && CPU_FEATURE_ACTIVE(AVX512DQ) &&
         CPU_FEATURE_ACTIVE(AVX512VL);
}
#else
int processor_has_avx2(void) { return 0; }

int processor_has_avx512(void) { return 0; }
#endif
