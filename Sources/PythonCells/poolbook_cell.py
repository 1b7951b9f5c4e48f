"""Runs a file as `python FILE` would, from its own folder: with limits, traced, and with an error as data.

    python -u poolbook_cell.py SPECIFICATION.json

The program first runs once. Then it is run again for each repeat, as a new `__main__` of the same interpreter, so that what
it imports is there already; this is what `%%timeit` in a notebook measures.
"""
import sys

STARTUP = set(sys.modules)

import faulthandler
import json
import os
import re
import time
import traceback
import types

OWN = os.getpid()
HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.dirname(os.__file__)
SHORT = 0.2  # seconds; a program that takes less is run several times for each measurement


def set_limits(specification):
    import resource

    def at_most(which, value):
        try:
            hard = resource.getrlimit(which)[1]
            if hard != resource.RLIM_INFINITY:
                value = min(value, hard)
            resource.setrlimit(which, (value, value))
        except (ValueError, OSError):
            pass

    at_most(resource.RLIMIT_CORE, 0)
    at_most(resource.RLIMIT_DATA, specification["memory"])
    at_most(resource.RLIMIT_FSIZE, specification["file_size"])
    mine = 0
    for name in os.listdir("/proc"):
        try:
            mine += name.isdigit() and os.stat("/proc/" + name).st_uid == os.getuid()
        except OSError:
            pass
    # It counts the threads of everything that the user runs, so it only stops what grows without end.
    at_most(resource.RLIMIT_NPROC, 4 * mine + 4 * specification["processes"])
    try:
        os.nice(specification["nice"])
    except OSError:
        pass


# --- Errors ----------------------------------------------------------------------------------------------------------


def as_data(error, path):
    """The error, its place in the file, and its traceback without the lines of this program."""
    line, message = None, str(error)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == path:
            line = frame.lineno
    if isinstance(error, SyntaxError) and error.filename == path:
        # The message says the place as well.
        line, message = error.lineno, str(error.msg)
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return dict(type=type(error).__name__, text=message[:2000], line=line, traceback=without_ours(text)[-16000:],
                hiding=hiding_file(error, os.path.dirname(path)))


def without_ours(text):
    kept, is_ours = [], False
    for line in text.splitlines():
        if line.lstrip().startswith('File "'):
            is_ours = 'File "' + HERE in line or line.lstrip().startswith('File "<frozen')
        elif not line.startswith("    "):
            is_ours = False
        if not is_ours:
            kept.append(line)
    return "\n".join(kept)


def hiding_file(error, folder):
    """A file of the student's that has the name of a module of Python's, if an error names that module."""
    if not isinstance(error, (ImportError, AttributeError)):
        return None
    for name in re.findall(r"'(\w+)[\w.]*'", str(error)):
        is_standard = any(os.path.exists(os.path.join(LIBRARY, name + end)) for end in (".py", "/__init__.py"))
        if is_standard and os.path.exists(os.path.join(folder, name + ".py")):
            return name + ".py"
    return None


# --- Runs ------------------------------------------------------------------------------------------------------------


class Program:
    """A file that can be run again and again."""

    def __init__(self, path, trace, hang, folder):
        self.path, self.trace, self.hang = path, trace, hang
        with open(path, "rb") as file:
            source = file.read()
        with open(os.path.join(folder, "code"), "wb") as copy:
            copy.write(source)
        self.code = compile(source, path, "exec", dont_inherit=True)

    def execute(self):
        """Runs the file once as `__main__`, and returns that."""
        module = types.ModuleType("__main__")
        module.__file__, module.__builtins__ = self.path, __builtins__
        # What spawned workers send back is looked for under the second name.
        sys.modules["__main__"] = sys.modules["__mp_main__"] = module
        try:
            exec(self.code, module.__dict__)
        except SystemExit as end:
            # `sys.exit(main())` is an ordinary end if main gives 0 or None.
            if end.code not in (0, None):
                raise
        flush()
        return module

    def run(self, number, loops=1, traced=True):
        """Runs the file so many times, the last time traced, and returns how many seconds it took on average, and `__main__`."""
        total = 0.0
        for loop in range(1, loops + 1):
            is_last = loop == loops
            self.trace.active = traced and is_last
            if loop == 1 or is_last:
                self.trace.emit(e="run", run=number, hang=self.hang)
            began = time.perf_counter()
            try:
                module = self.execute()
            finally:
                if os.getpid() != OWN:
                    end_copy()
                seconds = time.perf_counter() - began
                self.trace.active = True
                if is_last or sys.exc_info()[0]:
                    self.trace.flush()
                    self.trace.emit(e="runEnded", run=number, seconds=seconds)
            total += seconds
        return total / loops, module


def end_copy():
    """Ends a process that the program has forked and that has come to the file's end, as Python would end it."""
    error = sys.exc_info()[1]
    code = 0
    if isinstance(error, SystemExit):
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    elif error is not None:
        traceback.print_exc()
        code = 1
    flush()
    os._exit(code & 255)


def look(specification, program, module, checks):
    """Reports the facts that the lesson's checks need."""
    trace = program.trace
    trace.active = False
    try:
        checks.run(specification["checks"], module, program.path, specification["time"] - 0.5, trace.emit)
    except BaseException as error:
        trace.emit(e="checker", text=trace.describe(error))
    finally:
        trace.active = True


def flush():
    try:
        sys.stdout.flush()
    except Exception:
        # The program may have closed or exchanged it.
        pass


def repeat(program, wanted, budget, outcome):
    """Runs the program again, its output discarded, until all repeats are done or, after three of them, the time is up.

    One that takes less than `SHORT` seconds is run 2, 5, 10 … times for each measurement, as timeit does it.
    """
    if wanted < 1:
        return
    began, seconds = time.perf_counter(), outcome["runs_s"]
    quiet = open(os.devnull, "w")
    output, descriptors = sys.stdout, os.dup(1)
    sys.stdout = quiet
    os.dup2(quiet.fileno(), 1)
    try:
        # What the program imports was not there yet in its first run.
        once = min(outcome["first_s"], program.run(1, traced=False)[0]) if outcome["first_s"] < 10 * SHORT else SHORT
        loops = next(n for n in loop_counts() if n * once >= SHORT)
        outcome["loops"] = loops
        for number in range(1, wanted + 1):
            left = budget - (time.perf_counter() - began)
            expected = loops * (seconds[-1] if seconds else outcome["first_s"])
            is_last = number == wanted or (number >= 3 and left < 2 * expected)
            # A trace costs a little, so only the last repeat, which is recorded, has one.
            seconds.append(program.run(number, loops, traced=is_last)[0])
            if is_last:
                break
    finally:
        try:
            os.dup2(descriptors, 1)
            os.close(descriptors)
        except OSError:
            pass
        sys.stdout = output


def loop_counts():
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def import_tracer(folder):
    """Imports what is needed here before the student's folder is looked at, so that no file there can hide it."""
    sys.path[0] = HERE
    import multiprocessing.pool

    import poolbook_checks
    import poolbook_trace

    # A file of the student's with such a name is what the program gets, as it would outside.
    for name in os.listdir(folder):
        module = name[:-3]
        if name.endswith(".py") and module in sys.modules and module not in STARTUP and not module.startswith("poolbook_"):
            del sys.modules[module]
    sys.path[0] = folder
    # At the end, so that it hides nothing; processes that are spawned get the same list.
    sys.path.append(HERE)
    return poolbook_trace, poolbook_checks, multiprocessing


def main(specification):
    path = specification["path"]
    folder = os.path.dirname(path)
    sys.argv = [path] + specification["arguments"]
    os.chdir(folder)
    trace, checks, multiprocessing = import_tracer(folder)
    sys.dont_write_bytecode = True
    # Whatever ends these processes, the semaphores can be found by their names and removed.
    multiprocessing.current_process()._config["semprefix"] = specification["semaphores"]
    outcome, code = dict(first_s=None, runs_s=[], loops=1, error=None), 0
    with open(os.path.join(specification["folder"], "hang"), "w") as hang:
        # With this signal, poolbook asks where the program is.
        faulthandler.register(specification["signal"], file=hang, all_threads=False)
        try:
            program = Program(path, trace, hang.fileno(), specification["folder"])
            checks.keep_modules(path)
            set_limits(specification)
            try:
                outcome["first_s"], module = program.run(0)
            finally:
                trace.guarded(checks.report_code)(path, specification["folder"], trace.emit)
            look(specification, program, module, checks)
            del module
            repeat(program, specification["repeats"], specification["budget"], outcome)
        except SystemExit as end:
            code = end.code
            if code is None or isinstance(code, int):
                code = (code or 0) & 255
            else:
                outcome["said"] = str(code)[:400]
                print(code, file=sys.stderr)
                code = 1
        except BaseException as error:
            outcome["error"], code = as_data(error, path), 1
        trace.emit(e="result", exit=code, **outcome)
    return code


if __name__ == "__main__":
    # Ctrl-C at the terminal is for poolbook, and nothing can be asked there.
    os.setsid()
    keep = sys.modules["__main__"]
    with open(sys.argv[1]) as file:
        given = json.load(file)
    sys.exit(main(given))
