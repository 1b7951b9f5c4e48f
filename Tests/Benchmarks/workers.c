// What starting workers costs at least: `workers COUNT` starts itself COUNT times by posix_spawn, reads one line from each,
// and prints the seconds that took as a line of JSON. It is linked statically, like the pool's workers.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **words) {
  if (count > 2) return write(STDOUT_FILENO, "ready\n", 6) == 6 ? 0 : 1;
  int workers = count > 1 ? atoi(words[1]) : 4;
  int ends[256];
  if (workers < 1 || workers > 256) return 64;
  double began = now();
  for (int worker = 0; worker < workers; worker++) {
    int line[2];
    if (pipe2(line, O_CLOEXEC)) return 1;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, line[1], STDOUT_FILENO);
    char *arguments[] = {words[0], "worker", "1", NULL};
    pid_t pid;
    if (posix_spawn(&pid, "/proc/self/exe", &actions, NULL, arguments, environ)) return 1;
    posix_spawn_file_actions_destroy(&actions);
    close(line[1]);
    ends[worker] = line[0];
  }
  for (int worker = 0; worker < workers; worker++) {
    char line[16];
    if (read(ends[worker], line, sizeof line) != 6) return 1;
  }
  double seconds = now() - began;
  while (wait(NULL) > 0) {}
  printf("{\"seconds\": %.9f}\n", seconds);
}
