// What Swift can't import from curses by itself (macros with casts, globals, variadic functions), one line each.
#pragma once
#define NCURSES_WIDECHAR 1
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <wchar.h>

static const attr_t curses_bold = A_BOLD;
static const attr_t curses_dim = A_DIM;
static const attr_t curses_italic = A_ITALIC;
static const attr_t curses_underline = A_UNDERLINE;
static const attr_t curses_reverse = A_REVERSE;

static inline WINDOW *curses_stdscr(void) { return stdscr; }
static inline SCREEN *curses_newterm(void) { return newterm(NULL, stdout, stdin); }
static inline int curses_colors(void) { return COLORS; }
static inline int curses_pairs(void) { return COLOR_PAIRS; }

/// Whether the terminal of $TERM is known (0: not) and can move its cursor (2) or not (1); how many colours it has, if
/// asked.
static inline int curses_survey(int *colors) {
  int problem = 0;
  if (setupterm(NULL, 1, &problem) != OK) return 0;
  const char *move = tigetstr("cup");
  int answer = move != NULL && move != (char *)-1 ? 2 : 1;
  if (colors != NULL) *colors = tigetnum("colors");
  del_curterm(cur_term);
  return answer;
}
static inline int curses_can_move(void) { return curses_survey(NULL); }

/// A string of the open terminal's entry in the database; NULL if it has none of this name.
static inline const char *curses_string(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? NULL : text;
}

/// Has curses draw without looking for input first: it doesn't read any.
static inline void curses_ignore_input(void) { typeahead(-1); }

/// Writes wide characters at a place in the given attributes and colour pair.
static inline void curses_write(int y, int x, const wchar_t *text, int count, attr_t attributes, short pair) {
  wattr_set(stdscr, attributes, pair, NULL);
  mvwaddnwstr(stdscr, y, x, text, count);
}

/// The terminal's size as the kernel knows it; 0 if it doesn't.
static inline void curses_kernel_size(int descriptor, int *height, int *width) {
  struct winsize size = {0};
  ioctl(descriptor, TIOCGWINSZ, &size);
  *height = size.ws_row;
  *width = size.ws_col;
}

/// Has the next refresh paint every cell anew.
static inline void curses_repaint(void) { clearok(curscr, TRUE); }
