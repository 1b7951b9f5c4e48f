"""Looks at what a program has made, after its first run: values of expressions, and names that are or aren't there.

It only reports facts, an event for each check, and doesn't judge them. The student's code is called here, so anything can
happen: every look at a value is guarded, has a time limit, and is cut to a size that can be read.
"""
import builtins
import difflib
import hashlib
import importlib.machinery
import io
import json
import math
import os
import reprlib
import signal
import sys
import traceback
import types

SHOWN = 200  # characters of a value
TEXT = 1 << 16  # bytes of a value as JSON
PARTS = 20_000  # values in a value
DEEP = 50


class OutOfTime(BaseException):
    """The time of a check is up. No `except Exception` of the program catches it."""


class Kept(io.TextIOBase):
    """Takes the place of standard output, and keeps the beginning of what is written."""

    encoding = "utf-8"

    def __init__(self):
        self.text = ""

    def writable(self):
        return True

    def write(self, text):
        if len(self.text) < 2 * SHOWN:
            self.text += text[: 2 * SHOWN]
        return len(text)


def kind_of(value):
    """The name of its type, in which NumPy's numbers are numbers."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    if value is None:
        return "NoneType"
    if type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0:
        found = {"i": "int", "u": "int", "b": "bool", "f": "float"}.get(value.dtype.kind)
        if found:
            return found
    return type(value).__name__


def number_of(value):
    """A number as text that a double can be read from; `None` if it isn't one."""
    if kind_of(value) not in ("int", "float"):
        return None
    try:
        return repr(float(value))
    except OverflowError:
        return "inf" if value > 0 else "-inf"


def plain(value, left, depth=0):
    """The value as JSON has it. Throws if it has no such form, or is too large."""
    left[0] -= 1
    if left[0] < 0 or depth > DEEP:
        raise ValueError("too large")
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        if getattr(value, "size", 1) > left[0]:
            raise ValueError("too large")
        value = value.tolist()
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) >= 10**38:
            raise ValueError("too large")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("not a number of JSON")
        return float(value)
    if isinstance(value, (list, tuple, range)):
        return [plain(part, left, depth + 1) for part in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: plain(part, left, depth + 1) for key, part in value.items()}
    raise ValueError("no form in JSON")


def as_json(value):
    try:
        text = json.dumps(plain(value, [PARTS]), allow_nan=False)
    except Exception:
        return None
    return text if len(text) <= TEXT else None


def short(value):
    """Its `repr`, without looking at all values of a list that has millions."""
    if type(value) in (list, tuple, set, frozenset, dict, str):
        form = reprlib.Repr()
        form.maxlist = form.maxtuple = form.maxset = form.maxfrozenset = form.maxdict = 60
        form.maxstring = form.maxlong = form.maxother = SHOWN
        return form.repr(value)
    return repr(value)


def shown(value):
    """How Python prints the value, or what it is if that fails."""
    try:
        if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 600:
            return "a number of about %d digits" % (value.bit_length() * 0.30103 + 1)
        text = short(value)
    except Exception as error:
        return "a %s, whose __repr__ raises %s" % (type(value).__name__, type(error).__name__)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "\u2026"


def identity(value):
    """Something that is the same for values that are the same."""
    if type(value).__module__ == "numpy" and hasattr(value, "tobytes"):
        return hashlib.sha256(value.tobytes()).hexdigest()
    return as_json(value) or shown(value)


def facts(value):
    found = dict(shown=shown(value), kind=kind_of(value), value=as_json(value), number=number_of(value))
    try:
        found["length"] = len(value)
    except Exception:
        pass
    return found


def is_inside(path, folder):
    """Whether a file is in the program's folder, and not in an environment for packages there."""
    return path.startswith(folder + os.sep) and "-packages" + os.sep not in path


def is_own(value, folder):
    code = getattr(value, "__code__", None)
    if isinstance(code, types.CodeType):
        return is_inside(code.co_filename, folder)
    return isinstance(value, type) and value.__module__ == "__main__"


def own_names(space, folder):
    """The functions and classes that the program itself has defined."""
    return [name for name, value in list(space.items()) if not name.startswith("_") and is_own(value, folder)]


def own_modules(folder):
    """The modules that come from the program's folder, with their files."""
    found = {}
    for name, module in list(sys.modules.items()):
        try:
            path = os.path.realpath(module.__file__)
        except Exception:
            continue
        if is_inside(path, folder) and name not in ("__main__", "__mp_main__"):
            found[path] = module
    return found


class Checker:
    def __init__(self, program, folder):
        self.program, self.folder, self.process = program, folder, os.getpid()

    def names(self, code):
        """What the expression sees: the names of the program, and for those it lacks the names of files it imports."""
        space = dict(self.program.__dict__)
        for name in code.co_names:
            if name in space and not isinstance(space[name], types.ModuleType):
                continue
            for module in own_modules(self.folder).values():
                if callable(module.__dict__.get(name)):
                    space[name] = module.__dict__[name]
        return space

    def evaluate(self, expression, times):
        code = compile(expression, "<check>", "eval")
        space = self.names(code)
        for name in code.co_names:
            # Names of attributes are in the same list, and are missing only if evaluation says so.
            if name not in space and not hasattr(builtins, name) and uses(code, name):
                return dict(missing=name, **self.near(name, space, expression))
        values = [eval(code, space) for _ in range(times)]
        found = facts(values[0])
        if times > 1:
            found["distinct"] = len({identity(value) for value in values})
            found["last"] = shown(values[-1])
        return found

    def near(self, name, space, expression):
        own = own_names(space, self.folder)
        is_call = expression.replace(" ", "").find(name + "(") >= 0
        known = own if is_call else [n for n in space if not n.startswith("_") and not isinstance(space[n], types.ModuleType)]
        lowered = {n.lower().replace("_", ""): n for n in known}
        close = difflib.get_close_matches(name, known, 1)
        close = close or [lowered[n] for n in difflib.get_close_matches(name.lower().replace("_", ""), lowered, 1)]
        return dict(near=close[0] if close else None, names=own[:20])

    def failure(self, error, expression):
        """The exception, and the last place of the student's code in it."""
        place = None
        for frame in traceback.extract_tb(error.__traceback__):
            if is_inside(frame.filename, self.folder):
                place = frame
        try:
            text = str(error)[:2000]
        except Exception:
            text = ""
        if isinstance(error, NameError) and place is None and text.count("'") == 2:
            name = text.split("'")[1]
            return dict(missing=name, **self.near(name, self.program.__dict__, expression))
        if isinstance(error, OutOfTime):
            return dict(late=True, line=place and place.lineno, file=place and os.path.basename(place.filename))
        return dict(
            raised=type(error).__name__, text=text, line=place and place.lineno,
            file=place and os.path.basename(place.filename),
        )

    def look(self, check, seconds):
        """The facts of a check, which has so many seconds."""

        def late(number, frame):
            raise OutOfTime()

        output = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = kept = Kept()
        before = signal.signal(signal.SIGALRM, late)
        signal.setitimer(signal.ITIMER_REAL, max(0.1, seconds))
        try:
            found = self.evaluate(check["expression"], check["times"])
        except BaseException as error:
            signal.setitimer(signal.ITIMER_REAL, 0)
            found = self.failure(error, check["expression"])
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before or signal.SIG_DFL)
            sys.stdout, sys.stderr = output
            if os.getpid() != self.process:
                # A copy of this process that the program has forked has no checks to make.
                os._exit(0)
        if kept.text.strip():
            found["printed"] = kept.text.strip()[:SHOWN]
        return found


def uses(code, name):
    """Whether the expression uses a name that isn't one of an attribute."""
    import dis

    return any(
        step.argval == name and step.opname in ("LOAD_NAME", "LOAD_GLOBAL") for step in dis.get_instructions(code)
    )


def flush():
    """Has everything written that was printed so far, whatever the program has made of its streams."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass


def run(checks, program, path, seconds, emit):
    """Reports the facts of each check, up to one that could not be evaluated. What is printed meanwhile isn't shown."""
    folder = os.path.dirname(path)
    checker = Checker(program, folder)
    flush()
    quiet, kept = os.open(os.devnull, os.O_WRONLY), (os.dup(1), os.dup(2))
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        for check in checks:
            emit(e="checking", index=check["index"])
            found = checker.look(check, seconds)
            emit(e="check", index=check["index"], check=found)
            if "raised" in found or "missing" in found or "late" in found:
                break
    finally:
        flush()
        for number, copy in enumerate(kept, 1):
            os.dup2(copy, number)
            os.close(copy)
        os.close(quiet)


modules = {}  # the bytes of the program's own modules, as they were when it imported them


def keep_modules(path):
    """Keeps the bytes of the modules in the program's folder: the files may change while it runs."""
    inside, process = os.path.dirname(path), os.getpid()
    loader = importlib.machinery.SourceFileLoader
    get = loader.get_code

    def get_code(self, name):
        try:
            file = os.path.realpath(self.path)
            if os.getpid() == process and is_inside(file, inside):
                with open(file, "rb") as code:
                    modules[file] = code.read(1 << 24)
        except Exception:
            pass
        return get(self, name)

    loader.get_code = get_code


def report_code(path, folder, emit):
    """Reports which files of the program's folder it has imported, with copies of them, and which functions it has."""
    inside, files = os.path.dirname(path), []
    # A module that can't be imported isn't there, and what came of the program rests on it all the same.
    for file in sorted({*own_modules(inside), *modules})[:1000]:
        try:
            if file not in modules:
                with open(file, "rb") as code:
                    modules[file] = code.read(1 << 24)
            with open(os.path.join(folder, "code-%d" % len(files)), "wb") as copy:
                copy.write(modules[file])
        except OSError:
            continue
        files.append(file)
    emit(e="code", files=files, names=own_names(sys.modules["__main__"].__dict__, inside)[:100])
