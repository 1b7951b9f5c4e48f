"""Runs a file as `python FILE` would, from its own folder: with limits, traced, and with an error as data.

    python -u poolbook_cell.py SPECIFICATION.json

The program first runs once. Then it is run again for each repeat, as a new `__main__` of the same interpreter, so that what
it imports is there already; this is what `%%timeit` in a notebook measures.
"""
import faulthandler
import json
import os
import sys
import time
import traceback
import types

OWN = os.getpid()
HERE = os.path.dirname(os.path.abspath(__file__))


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


def as_data(error, path):
    """The error, its place in the file, and its traceback without the lines of this program."""
    line = None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == path:
            line = frame.lineno
    if isinstance(error, SyntaxError) and error.filename == path:
        line = error.lineno
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return dict(type=type(error).__name__, text=str(error)[:2000], line=line, traceback=without_ours(text)[-16000:])


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


def execute(path, code):
    module = types.ModuleType("__main__")
    module.__file__, module.__builtins__ = path, __builtins__
    sys.modules["__main__"] = module
    try:
        exec(code, module.__dict__)
    except SystemExit as end:
        # `sys.exit(main())` is an ordinary end if main gives 0 or None.
        if end.code not in (0, None):
            raise
    return module


def run(number, path, code, limit, hang):
    """Runs the file once, and returns how many seconds it took."""
    hang.seek(0)
    hang.truncate()
    faulthandler.dump_traceback_later(max(0.1, limit - 0.3), file=hang)
    tell(e="run", run=number)
    began = time.perf_counter()
    try:
        program = execute(path, code)
        sys.stdout.flush()
    finally:
        if os.getpid() != OWN:
            end_copy()
        seconds = time.perf_counter() - began
        faulthandler.cancel_dump_traceback_later()
        trace.flush()
        tell(e="runEnded", run=number, seconds=seconds)
    return seconds, program


def end_copy():
    """Ends a process that the program has forked and that has come to the file's end, as Python would end it."""
    error = sys.exc_info()[1]
    code = 0
    if isinstance(error, SystemExit):
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    elif error is not None:
        traceback.print_exc()
        code = 1
    try:
        sys.stdout.flush()
    finally:
        os._exit(code & 255)


def look(specification, path, program):
    """Reports the facts that the lesson's checks need."""
    trace.active = False
    try:
        checks.run(specification["checks"], program, path, specification["time"] - 0.5, tell)
    except BaseException as error:
        tell(e="checker", text=trace.describe(error))
    finally:
        trace.active = True


def repeat(specification, path, code, first, hang, seconds):
    """Runs the file again, its output discarded, until all repeats are done or, after three of them, the time is up."""
    wanted, began = specification["repeats"], time.perf_counter()
    quiet = open(os.devnull, "w")
    output, descriptors = sys.stdout, os.dup(1)
    sys.stdout = quiet
    os.dup2(quiet.fileno(), 1)
    try:
        for number in range(1, wanted + 1):
            left = specification["budget"] - (time.perf_counter() - began)
            expected = seconds[-1] if seconds else first
            is_last = number == wanted or (number >= 3 and left < 2 * expected)
            # A trace costs a little, so only the last repeat, which is recorded, has one.
            trace.active = is_last
            seconds.append(run(number, path, code, specification["time"], hang)[0])
            if is_last:
                break
    finally:
        trace.active = True
        sys.stdout.flush()
        os.dup2(descriptors, 1)
        os.close(descriptors)
        sys.stdout = output


def main(specification):
    global checks, trace, tell
    path = specification["path"]
    folder = os.path.dirname(path)
    sys.argv = [path] + specification["arguments"]
    sys.path[0] = folder
    # At the end, so that it hides nothing; processes that are spawned get the same list.
    sys.path.append(HERE)
    os.chdir(folder)
    import multiprocessing

    import poolbook_checks as checks
    import poolbook_trace as trace

    tell = trace.tell
    sys.dont_write_bytecode = True
    # Whatever ends these processes, the semaphores can be found by their names and removed.
    multiprocessing.current_process()._config["semprefix"] = specification["semaphores"]
    outcome, code = dict(first_s=None, runs_s=[], error=None), 0
    with open(os.path.join(specification["folder"], "hang"), "w") as hang:
        try:
            with open(path, "rb") as file:
                source = file.read()
            with open(os.path.join(specification["folder"], "code"), "wb") as copy:
                copy.write(source)
            program = compile(source, path, "exec", dont_inherit=True)
            set_limits(specification)
            try:
                outcome["first_s"], module = run(0, path, program, specification["time"], hang)
            finally:
                trace.guarded(checks.report_code)(path, specification["folder"], tell)
            look(specification, path, module)
            del module
            repeat(specification, path, program, outcome["first_s"], hang, outcome["runs_s"])
        except SystemExit as end:
            code = end.code
            if code is None or isinstance(code, int):
                code = (code or 0) & 255
            else:
                print(code, file=sys.stderr)
                code = 1
        except BaseException as error:
            outcome["error"], code = as_data(error, path), 1
        tell(e="result", exit=code, **outcome)
    return code


if __name__ == "__main__":
    # Ctrl-C at the terminal is for poolbook, and nothing can be asked there.
    os.setsid()
    keep = sys.modules["__main__"]
    with open(sys.argv[1]) as file:
        given = json.load(file)
    sys.exit(main(given))
