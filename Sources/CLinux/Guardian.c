#define _GNU_SOURCE 1
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A guardian is a fork of a process that may have several threads, so it makes system calls and nothing else.

/// The parent of a process; 0 if there is no such process.
static pid_t parent_of(int proc, const char *process) {
  char path[64], text[512];
  size_t length = strlen(process);
  if (length > 20) return 0;
  memcpy(path, process, length);
  memcpy(path + length, "/stat", 6);
  int file = openat(proc, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t got = read(file, text, sizeof text - 1);
  close(file);
  if (got <= 0) return 0;
  text[got] = 0;
  // The name is in parentheses and may contain some itself: `4711 (a) b) S 4107 …`.
  const char *end = strrchr(text, ')');
  if (!end || strlen(end) < 5) return 0;
  pid_t parent = 0;
  for (const char *digit = end + 4; *digit >= '0' && *digit <= '9'; digit++) parent = parent * 10 + (*digit - '0');
  return parent;
}

/// Whether a process is the one that Python starts to remove what others leave in /dev/shm. It ends when they have ended.
static int is_tracker(int proc, const char *process) {
  static const char name[] = "multiprocessing.resource_tracker";
  char path[64], words[1024];
  size_t length = strlen(process);
  if (length > 20) return 0;
  memcpy(path, process, length);
  memcpy(path + length, "/cmdline", 9);
  int file = openat(proc, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t got = read(file, words, sizeof words);
  close(file);
  return got > 0 && memmem(words, (size_t)got, name, sizeof name - 1);
}

/// Kills the children of this process, without or with Python's tracker, and returns how many it could kill.
static int kill_children(int with_tracker) {
  struct entry {
    uint64_t inode;
    int64_t offset;
    unsigned short size;
    unsigned char type;
    char name[];
  };
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) return 0;
  int killed = 0;
  pid_t self = getpid();
  _Alignas(8) char entries[4096];
  long got;
  while ((got = syscall(SYS_getdents64, proc, entries, sizeof entries)) > 0) {
    for (long place = 0; place < got;) {
      const struct entry *entry = (const struct entry *)(entries + place);
      place += entry->size;
      pid_t child = 0;
      for (const char *digit = entry->name; *digit >= '0' && *digit <= '9'; digit++) child = child * 10 + (*digit - '0');
      if (child <= 0 || parent_of(proc, entry->name) != self) continue;
      if (!with_tracker && is_tracker(proc, entry->name)) continue;
      if (kill(child, SIGKILL) == 0) killed++;
    }
  }
  close(proc);
  return killed;
}

/// Kills everything below this process. Orphans become its children, because it is their subreaper.
static void kill_descendants(void) {
  // What can't be killed, such as a process of another user, must not keep the guardian here for ever.
  for (int idle = 0; idle < 4000;) {
    pid_t ended = waitpid(-1, NULL, WNOHANG);
    if (ended < 0) return;
    if (ended > 0) continue;
    // The tracker gets some time after the last of the others has ended.
    if (kill_children(idle > 3000) == 0) idle++;
    struct timespec moment = {.tv_nsec = 1000000};
    nanosleep(&moment, NULL);
    idle++;
  }
}

static void keep_only(int a, int b) {
  int low = a < b ? a : b, high = a < b ? b : a;
  for (int number = 0; number < low; number++) close(number);
  for (int number = low + 1; number < high; number++) close(number);
  closefrom(high + 1);
}

static _Noreturn void guard(const char *program, char *const words[], char *const environment[], const int sources[],
                            int count, int watched, int report) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  pid_t child = cl_spawn(program, words, environment, sources, count, -1, cl_spawn_end_with_thread);
  int failure = child > 0 ? 0 : errno;
  // In a group of its own from now on, it outlives a signal to the group of the process that it watches.
  setpgid(0, 0);
  keep_only(watched, report);
  if (write(report, &failure, sizeof failure) != sizeof failure || child <= 0) _exit(0);
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGCHLD);
  struct pollfd waits[] = {{.fd = watched, .events = POLLIN}, {.events = POLLIN}};
  waits[1].fd = signalfd(-1, &endings, SFD_CLOEXEC | SFD_NONBLOCK);
  int has_ended = 0;
  while (!has_ended) {
    int status;
    pid_t ended;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
      if (ended != child) continue;
      (void)!write(report, &status, sizeof status);
      has_ended = 1;
    }
    if (has_ended) break;
    poll(waits, 2, -1);
    if (waits[0].revents != 0) break;
    struct signalfd_siginfo signal;
    while (read(waits[1].fd, &signal, sizeof signal) > 0) continue;
  }
  if (!has_ended) kill(child, SIGKILL);
  kill_descendants();
  _exit(0);
}

pid_t cl_spawn_guarded(const char *program, char *const words[], char *const environment[], const int sources[],
                       int count, int watched, int report) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t guardian = fork();
  if (guardian == 0) guard(program, words, environment, sources, count, watched, report);
  int reason = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = reason;
  return guardian;
}

int cl_bytes_waiting(int descriptor) {
  int bytes = 0;
  return ioctl(descriptor, FIONREAD, &bytes) == 0 ? bytes : -1;
}

int cl_set_pipe_capacity(int descriptor, int bytes) { return fcntl(descriptor, F_SETPIPE_SZ, bytes); }

static int noted_input = -1;
static const char *noted_text;
static size_t noted_length;

static void note_and_end(int number) {
  int input = __atomic_load_n(&noted_input, __ATOMIC_ACQUIRE);
  if (input >= 0 && cl_bytes_waiting(input) == 0) (void)!write(STDERR_FILENO, noted_text, noted_length);
  signal(number, SIG_DFL);
  raise(number);
}

void cl_set_last_note(int input, const char *note, size_t length) {
  static int is_set_up;
  if (input >= 0 && !is_set_up) {
    struct sigaction now;
    if (sigaction(SIGTERM, NULL, &now) != 0 || now.sa_handler != SIG_DFL) return;
    struct sigaction ours = {.sa_handler = note_and_end};
    sigfillset(&ours.sa_mask);
    if (sigaction(SIGTERM, &ours, NULL) != 0) return;
    is_set_up = 1;
  }
  __atomic_store_n(&noted_input, -1, __ATOMIC_RELEASE);
  noted_text = note;
  noted_length = length;
  __atomic_store_n(&noted_input, input, __ATOMIC_RELEASE);
}
