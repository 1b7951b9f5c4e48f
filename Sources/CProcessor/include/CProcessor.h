#pragma once
/// What the processor that runs this program can do, and its system lets it.
int processor_has_avx2(void);
int processor_has_avx512(void);
