#define _GNU_SOURCE 1
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char **arguments;

/// Runs before the Swift runtime, which looks for its own file in /proc and aborts if /proc isn't there. It doesn't look if
/// this variable has a value.
__attribute__((constructor(101))) static void begin(int count, char **words) {
  (void)count;
  arguments = words;
  char path[1];
  if (readlink("/proc/self/exe", path, sizeof path) < 0) setenv("SWIFT_ROOT", "/", 0);
}

char **cl_arguments(void) { return arguments; }

int cl_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int cl_duplicate_above(int descriptor, int lowest) { return fcntl(descriptor, F_DUPFD_CLOEXEC, lowest); }

int cl_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

void cl_widen_pipe(int descriptor, int bytes) { fcntl(descriptor, F_SETPIPE_SZ, bytes); }

int cl_accept(int listener, struct sockaddr *address, uint32_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int cl_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int cl_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); }

int cl_keep_size(int descriptor) { return fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK); }

void cl_give_back(int descriptor, off_t offset, off_t size) {
  fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, size);
}

int cl_populate(void *memory, size_t size) { return madvise(memory, size, MADV_POPULATE_WRITE); }

int cl_populate_for_reading(void *memory, size_t size) { return madvise(memory, size, MADV_POPULATE_READ); }

/// Becomes the program; returns only on failure, with the reason in `errno`. Between vfork and exec the memory may be the
/// parent's, so this makes system calls and nothing else.
static void become(const char *program, char *const words[], char *const environment[], const int sources[], int count,
                   int directory, int flags, pid_t parent, int report) {
  if (flags & cl_spawn_end_with_thread) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent) _exit(0);
  }
  if (flags & cl_spawn_own_group && setpgid(0, 0) != 0) return;
  if (directory >= 0 && fchdir(directory) != 0) return;
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  for (int number = 0; number < count; number++) {
    int source = sources[number];
    if (source < 0 && (source = open("/dev/null", O_RDWR | O_CLOEXEC)) < 0) return;
    if (source != number && dup2(source, number) < 0) return;
    if (source == number && fcntl(number, F_SETFD, 0) != 0) return;
  }
  if (report != count && dup3(report, count, O_CLOEXEC) < 0) return;
  closefrom(count + 1);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvpe(program, words, environment);
}

pid_t cl_spawn(const char *program, char *const words[], char *const environment[], const int sources[], int count,
               int directory, int flags) {
  for (int number = 0; number < count; number++) {
    if (sources[number] >= 0 && sources[number] != number && sources[number] <= count) {
      errno = EINVAL;
      return -1;
    }
  }
  // The reason for a failure comes back through a pipe that exec closes. It can't come back in memory, which isn't shared
  // if a sanitizer makes a fork of the vfork.
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -1;
  int raised = fcntl(report[1], F_DUPFD_CLOEXEC, count);
  int failure = raised < 0 ? errno : 0;
  close(report[1]);
  report[1] = raised;
  pid_t pid = -1;
  if (raised >= 0) {
    // No handler of this process may run in the child.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid = vfork();
    if (pid == 0) {
      become(program, words, environment, sources, count, directory, flags, parent, report[1]);
      int reason = errno;
      // The report may have its place already; then the place it had is closed.
      if (write(report[1], &reason, sizeof reason) != sizeof reason) (void)!write(count, &reason, sizeof reason);
      _exit(127);
    }
    if (pid < 0) failure = errno;
    close(report[1]);
    if (pid > 0) {
      ssize_t got;
      do got = read(report[0], &failure, sizeof failure);
      while (got < 0 && errno == EINTR);
      if (got != sizeof failure) failure = 0;
      if (failure != 0) waitpid(pid, NULL, 0);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  close(report[0]);
  errno = failure;
  return failure == 0 ? pid : -1;
}

static int is_worker;

void cl_note_worker(void) { __atomic_store_n(&is_worker, 1, __ATOMIC_RELAXED); }

int cl_is_worker(void) { return __atomic_load_n(&is_worker, __ATOMIC_RELAXED); }

char **cl_environment(void) { return environ; }

void cl_line_buffer_output(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

void cl_flush_output(void) { fflush(stdout); }

int cl_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

int cl_affinity_count(void) {
  // The kernel refuses a set smaller than its own: machines with more cores than a cpu_set_t need a larger one.
  for (int cores = 1024; cores <= 1 << 18; cores *= 4) {
    cpu_set_t *set = CPU_ALLOC(cores);
    if (!set) return -1;
    size_t size = CPU_ALLOC_SIZE(cores);
    CPU_ZERO_S(size, set);
    int answer = sched_getaffinity(0, size, set);
    int refused = answer != 0 && errno == EINVAL;
    int count = answer == 0 ? CPU_COUNT_S(size, set) : -1;
    CPU_FREE(set);
    if (!refused) return count;
  }
  return -1;
}

void cl_line_nudge(cl_worker_line *line) {
  __atomic_add_fetch(&line->nudges, 1, __ATOMIC_RELEASE);
  syscall(SYS_futex, &line->nudges, FUTEX_WAKE, 1, NULL, NULL, 0);
}

uint32_t cl_line_await_nudge(cl_worker_line *line, uint32_t seen) {
  uint32_t now;
  while ((now = __atomic_load_n(&line->nudges, __ATOMIC_ACQUIRE)) == seen)
    syscall(SYS_futex, &line->nudges, FUTEX_WAIT, seen, NULL, NULL, 0);
  return now;
}
