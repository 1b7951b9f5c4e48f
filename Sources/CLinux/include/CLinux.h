#pragma once
// Functions that Swift's Glibc module lacks, because they are macros, variadic, or declared only with _GNU_SOURCE. Only the
// source defines that macro: here it would change types that the Glibc module has already imported.
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/types.h>

/// A file that exists only in memory.
int memfd_create(const char *name, unsigned int flags);

/// A pipe with flags for both ends.
int pipe2(int ends[2], int flags);

/// A pipe whose ends are closed on exec. [0] is for reading, [1] for writing.
int cl_pipe(int ends[2]);

/// A copy of a descriptor, closed on exec, with a number of at least `lowest`.
int cl_duplicate_above(int descriptor, int lowest);

/// Makes reads and writes return at once instead of waiting.
int cl_set_nonblocking(int descriptor);

/// Lets a pipe hold this many bytes, if the system allows it.
void cl_widen_pipe(int descriptor, int bytes);

struct sockaddr;

/// The next connection of a listening socket: nonblocking and closed on exec; -1 if there is none.
int cl_accept(int listener, struct sockaddr *address, uint32_t *length);

/// A descriptor that becomes readable when the process has ended.
int cl_pidfd_open(pid_t pid);

/// Memory that processes can share through a descriptor, closed on exec.
int cl_memory_file(const char *name);

/// Makes memory of `cl_memory_file` never smaller again, so that what is mapped stays there. Returns 0, or -1.
int cl_keep_size(int descriptor);

/// Gives back what these bytes of such memory take. They read as zeros afterwards.
void cl_give_back(int descriptor, off_t offset, off_t size);

/// Gives every page of mapped memory a place and makes it writable. Returns 0, or -1 if the system can't: then touching the
/// memory could end the process.
int cl_populate(void *memory, size_t size);

/// The same for memory that is only read.
int cl_populate_for_reading(void *memory, size_t size);

/// How `cl_spawn` starts a program.
enum {
  /// In a process group of its own, which ctrl-C at the terminal doesn't reach.
  cl_spawn_own_group = 1,
  /// The kernel kills it when the thread that started it ends.
  cl_spawn_end_with_thread = 2,
};

/// Starts a program with default signals and none blocked. `program` is a path, or a name to look for on the PATH.
///
/// It gets `sources[n]` as its descriptor `n`, or `/dev/null` if that is -1, and no other descriptors. Each source must be
/// `n` itself or greater than `count`. `directory` is a descriptor of the directory it starts in, or -1 for that of this
/// process.
///
/// Returns the process ID, or -1 with the reason in `errno`, also if there is no such program.
pid_t cl_spawn(const char *program, char *const words[], char *const environment[], const int sources[], int count,
               int directory, int flags);

/// Starts a program under a guardian: a process between this one and the program, which outlives this one for a moment.
///
/// The guardian gets the ends of two pipes, `watched` for reading and `report` for writing. It writes an `int` to `report`
/// once it has started the program: 0, or the reason why it can't be started. When the program has ended, it writes the
/// `int` that `waitpid` gave. When the program has ended, or the other end of `watched` is closed everywhere, the guardian
/// kills everything that the program has started, even what has left its session, and exits.
///
/// The program gets its descriptors as `cl_spawn` describes it, and is in this process's group; the guardian is not.
///
/// Returns the guardian's process ID, or -1 with the reason in `errno`.
pid_t cl_spawn_guarded(const char *program, char *const words[], char *const environment[], const int sources[],
                       int count, int watched, int report);

/// How many bytes wait in a pipe; -1 if that can't be known.
int cl_bytes_waiting(int descriptor);

/// Changes how many bytes a pipe can hold, and returns how many that are; -1 if it can't be changed.
int cl_set_pipe_capacity(int descriptor, int bytes);

/// If SIGTERM ends this process and nothing waits in the pipe `input`, it writes `note` to its standard error first. Does
/// nothing if the program handles or ignores SIGTERM. The note stays in use until the next call; an `input` of -1 ends it.
void cl_set_last_note(int input, const char *note, size_t length);

/// The name this program was started with and its arguments, up to a null pointer. Swift's `CommandLine` reads them from
/// /proc, and has none if there is no /proc or no further file may be opened.
char **cl_arguments(void);

/// Notes that this process has begun to work for a pool.
void cl_note_worker(void);

/// Whether `cl_note_worker` was called.
int cl_is_worker(void);

/// The environment of this process.
char **cl_environment(void);

/// Makes standard output appear line by line, even if it is a pipe.
void cl_line_buffer_output(void);

/// Writes out what is left in the buffer of standard output.
void cl_flush_output(void);

/// Makes this process the parent of everything below it whose own parent has ended. Returns 0, or -1 with the reason in
/// `errno`.
int cl_adopt_orphans(void);

/// The number of cores this thread may run on, or -1.
int cl_affinity_count(void);

/// One worker's line of the page it shares with the pool. The worker writes, the pool reads, neither waits; a line is a
/// cache line, so that workers don't slow each other.
typedef struct {
  int64_t item;       // index of the current item, -1 between items
  uint64_t since;     // when it began: monotonic nanoseconds
  uint64_t done;      // items finished since the worker began
  uint64_t fraction;  // how much of the current item is done, in millionths
  uint64_t claims;    // high half: chunks begun; low half: the first chunk taken back (all ones: none)
  uint32_t run;       // the map the current item belongs to
  uint32_t stopped;   // written by the pool: the map whose items need no further work
  uint32_t nudges;    // raised by the pool to have what is gathered sent at once
  uint32_t handed;    // a bit for each slot of results that the worker has handed over and the pool has not read
  uint32_t reserved[2];
} cl_worker_line;

_Static_assert(sizeof(cl_worker_line) == 64, "a worker's line is one cache line");

static inline int64_t cl_line_item(const cl_worker_line *line) { return __atomic_load_n(&line->item, __ATOMIC_ACQUIRE); }
static inline uint64_t cl_line_since(const cl_worker_line *line) { return __atomic_load_n(&line->since, __ATOMIC_RELAXED); }
static inline uint64_t cl_line_done(const cl_worker_line *line) { return __atomic_load_n(&line->done, __ATOMIC_RELAXED); }
static inline uint64_t cl_line_fraction(const cl_worker_line *line) { return __atomic_load_n(&line->fraction, __ATOMIC_RELAXED); }
static inline uint32_t cl_line_run(const cl_worker_line *line) { return __atomic_load_n(&line->run, __ATOMIC_RELAXED); }
static inline uint32_t cl_line_stopped(const cl_worker_line *line) { return __atomic_load_n(&line->stopped, __ATOMIC_RELAXED); }
static inline void cl_line_stop(cl_worker_line *line, uint32_t run) { __atomic_store_n(&line->stopped, run, __ATOMIC_RELAXED); }
static inline void cl_line_set_fraction(cl_worker_line *line, uint64_t millionths) { __atomic_store_n(&line->fraction, millionths, __ATOMIC_RELAXED); }

/// The pool asks the worker to send what it has gathered.
void cl_line_nudge(cl_worker_line *line);

/// Waits until the pool has asked more often than `seen` says, and returns how often it has.
uint32_t cl_line_await_nudge(cl_worker_line *line, uint32_t seen);

/// How many chunks the worker has begun, modulo 2^31.
static inline uint32_t cl_line_begun(const cl_worker_line *line) { return __atomic_load_n(&line->claims, __ATOMIC_ACQUIRE) >> 32; }

/// Makes the line that of a worker which has not begun anything.
static inline void cl_line_reset(cl_worker_line *line) {
  line->since = line->done = line->fraction = 0;
  line->run = line->stopped = line->nudges = line->handed = 0;
  __atomic_store_n(&line->claims, (uint64_t)UINT32_MAX, __ATOMIC_RELAXED);
  __atomic_store_n(&line->item, -1, __ATOMIC_RELEASE);
}

/// The worker hands over a slot of results.
static inline void cl_line_hand_over(cl_worker_line *line, uint32_t slot) { __atomic_fetch_or(&line->handed, 1u << slot, __ATOMIC_RELEASE); }

/// The pool has read a slot of results.
static inline void cl_line_free_slot(cl_worker_line *line, uint32_t slot) { __atomic_fetch_and(&line->handed, ~(1u << slot), __ATOMIC_RELEASE); }

/// Whether the pool has not read a slot of results yet.
static inline int cl_line_is_handed_over(const cl_worker_line *line, uint32_t slot) { return __atomic_load_n(&line->handed, __ATOMIC_ACQUIRE) >> slot & 1; }

/// The worker begins an item.
static inline void cl_line_begin(cl_worker_line *line, uint32_t run, int64_t item, uint64_t now) {
  __atomic_store_n(&line->fraction, 0, __ATOMIC_RELAXED);
  __atomic_store_n(&line->run, run, __ATOMIC_RELAXED);
  __atomic_store_n(&line->since, now, __ATOMIC_RELAXED);
  __atomic_store_n(&line->item, item, __ATOMIC_RELEASE);
}

/// The worker goes on to the next item of the chunk without reading the clock.
static inline void cl_line_advance(cl_worker_line *line, int64_t item) {
  __atomic_store_n(&line->done, line->done + 1, __ATOMIC_RELAXED);
  __atomic_store_n(&line->item, item, __ATOMIC_RELEASE);
}

/// The worker says when the current item began.
static inline void cl_line_set_since(cl_worker_line *line, uint64_t now) { __atomic_store_n(&line->since, now, __ATOMIC_RELAXED); }

/// The worker claims its next chunk, the `number`th since it began: false if the pool has taken it back.
static inline int cl_line_claim(cl_worker_line *line, uint32_t number) {
  uint64_t seen = __atomic_load_n(&line->claims, __ATOMIC_RELAXED);
  do {
    if (number >= (uint32_t)seen) return 0;
  } while (!__atomic_compare_exchange_n(&line->claims, &seen, ((uint64_t)number + 1) << 32 | (uint32_t)seen, 0,
                                        __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
  return 1;
}

/// The pool takes back every chunk the worker has not begun: the number of the first one taken back.
static inline uint32_t cl_line_take_back(cl_worker_line *line) {
  uint64_t seen = __atomic_load_n(&line->claims, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(&line->claims, &seen, (seen >> 32) << 32 | (seen >> 32), 0, __ATOMIC_ACQ_REL,
                                      __ATOMIC_RELAXED)) {
  }
  return (uint32_t)(seen >> 32);
}

/// The pool gives chunks again after it has taken some back; those it took back must have been answered for.
static inline void cl_line_give_again(cl_worker_line *line) {
  __atomic_fetch_or(&line->claims, (uint64_t)UINT32_MAX, __ATOMIC_ACQ_REL);
}
