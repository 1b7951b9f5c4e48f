#define _GNU_SOURCE 1
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int cl_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int cl_duplicate_above(int descriptor, int lowest) { return fcntl(descriptor, F_DUPFD_CLOEXEC, lowest); }

int cl_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

int cl_set_pipe_size(int descriptor, int bytes) { return fcntl(descriptor, F_SETPIPE_SZ, bytes); }

int cl_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int cl_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int cl_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int cl_end_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

pid_t cl_start_program(char *const words[], char *const environment[], int input, int output) {
  // What went wrong comes by a pipe that exec closes: memory is not shared where a sanitizer makes a fork of a vfork.
  enum { REPORT = STDERR_FILENO + 1 };
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -1;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  pid_t pid = vfork();
  if (pid == 0) {
    // This may be the parent's memory until exec: only system calls.
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent) _exit(0);
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    int moved = report[1] == REPORT ? REPORT : dup3(report[1], REPORT, O_CLOEXEC);
    if (moved == REPORT && dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0) {
      closefrom(REPORT + 1);
      sigset_t none;
      sigemptyset(&none);
      sigprocmask(SIG_SETMASK, &none, NULL);
      execvpe(words[0], words, environment);
    }
    int failure = errno;
    ssize_t told = write(moved == REPORT ? REPORT : report[1], &failure, sizeof failure);
    (void)told;
    _exit(127);
  }
  int failure = pid < 0 ? errno : 0;
  close(report[1]);
  if (pid > 0) {
    ssize_t got;
    do got = read(report[0], &failure, sizeof failure);
    while (got < 0 && errno == EINTR);
    if (got != sizeof failure) failure = 0;
    if (failure != 0) waitpid(pid, NULL, 0);
  }
  close(report[0]);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = failure;
  return failure == 0 ? pid : -1;
}

char **cl_environment(void) { return environ; }

void cl_line_buffer_output(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

void cl_flush_output(void) { fflush(stdout); }

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
