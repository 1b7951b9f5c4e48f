"""What the tracer's modules share: a line of events, the words for an exception, and hooks that never raise.

The modules trace the pools of a Python program: which worker did which item, and when. They need Python 3.8 or newer and
write to the folder $POOLBOOK_TRACE:

  PID-TIME.worker   for each worker process, a head and records of fixed size. They are written through a shared mapping,
                    without a system call, so nothing is lost when the process is killed.
  events.jsonl      everything that is rare, a JSON object a line, each appended by a single write.

Python's own code does the work of the pools, and these modules look on. They must never raise into the program, write to
its streams or make it wait, so every hook is guarded.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.dirname(os.__file__)


class only_standard:
    """While something is imported for these modules, a file of the student's with the same name, such as json.py, isn't found."""

    def __enter__(self):
        self.path = sys.path[:]
        sys.path[:] = [path for path in sys.path if path.startswith(LIBRARY) and "-packages" not in path or path == HERE]

    def __exit__(self, *_):
        sys.path[:] = self.path


with only_standard():
    import functools
    import json
    import time

clock = time.monotonic_ns
FOLDER = os.environ.get("POOLBOOK_TRACE")


def emit(**event):
    """Appends an event. The file is opened each time, because a program may close descriptors that it doesn't know."""
    try:
        event.setdefault("t", clock())
        event.setdefault("by", os.getpid())
        # Half a surrogate pair, which only Python has in its texts, would spoil the line for other readers.
        line = (json.dumps(event, default=repr, ensure_ascii=False) + "\n").encode(errors="replace")
        file = os.open(os.path.join(FOLDER, "events.jsonl"), os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, line)
        finally:
            os.close(file)
    except Exception:
        pass


def describe(error):
    return ("%s: %s" % (type(error).__name__, error))[:400]


def is_own(path):
    """Whether a file is the student's, and not Python's, an installed package's or ours."""
    return (
        not path.startswith((sys.base_prefix + "/", HERE + "/", "<"))
        and "site-packages" not in path
        and "dist-packages" not in path
    )


def place(error):
    """The line of the student's code where an exception was raised."""
    found, frame = {}, error.__traceback__
    while frame is not None:
        path = frame.tb_frame.f_code.co_filename
        if is_own(path):
            found = dict(file=path, line=frame.tb_lineno)
        frame = frame.tb_next
    return found


def guarded(hook):
    @functools.wraps(hook)
    def wrapper(*args, **named):
        try:
            return hook(*args, **named)
        except Exception as error:
            emit(e="tracer", text=describe(error))

    return wrapper
