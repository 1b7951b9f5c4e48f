"""Traces the pools of a Python program: which worker did which item, and when.

It needs Python 3.8 or newer and writes to the folder $POOLBOOK_TRACE:

  PID-TIME.worker   for each worker process, a head and records of fixed size. They are written through a shared mapping,
                    without a system call, so nothing is lost when the process is killed.
  events.jsonl      everything that is rare, a JSON object a line, each appended by a single write.

Python's own code does the work of the pools, and this module looks on. It must never raise into the program, write to its
streams or make it wait, so every hook is guarded.
"""
import functools
import itertools
import json
import mmap
import os
import struct
import sys
import threading
import time

clock = time.monotonic_ns
FOLDER = os.environ.get("POOLBOOK_TRACE")
HERE = os.path.dirname(os.path.abspath(__file__))

# The runner turns this off for repeats that are only timed.
active = True
installed = False


def tell(**event):
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


# --- In a worker -----------------------------------------------------------------------------------------------------

HEAD_BYTES = 4096
HEAD = struct.Struct("=4sIII")  # mark, process, the pool's process, the pool's number
NOW = struct.Struct("=IIIIQ")  # job + 1 or 0, chunk, first item in the chunk, items, since when
NOW_AT = 64
UNLISTED = struct.Struct("=QQ")  # items without a record, and their time
UNLISTED_AT = 128
RECORD = struct.Struct("=QQIIII")  # begin, end, job, chunk, first item in the chunk, and how many with the kind on top
PART = 8192  # records that are added at once
MOST = 256 * PART
FINE = 50_000  # nanoseconds; items that take less are timed several at a time
DONE, FAILED = 0, 1


class Page:
    """What a worker has done, and what it is doing now."""

    def __init__(self, owner, pool):
        self.path = os.path.join(FOLDER, "%d-%d.worker" % (os.getpid(), clock()))
        self.count, self.room, self.parts = 0, 0, []
        self.unlisted = [0, 0]
        self.fine = FINE
        self.head = self.part(0, HEAD_BYTES)
        self.grow()
        HEAD.pack_into(self.head, 0, b"PBW1", os.getpid(), owner, pool)

    def part(self, offset, size):
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            # A mapping of a file without room would end the process at the first write.
            os.posix_fallocate(file, offset, size)
            return mmap.mmap(file, size, offset=offset)
        finally:
            os.close(file)

    def grow(self):
        if self.room >= MOST:
            return False
        try:
            size = PART * RECORD.size
            self.parts.append(self.part(HEAD_BYTES + len(self.parts) * size, size))
        except Exception:
            return False
        self.room += PART
        if len(self.parts) > 1:
            # The more there is, the coarser it becomes.
            self.fine = min(self.fine * 2, 100 * FINE)
        return True

    def begin(self, job, chunk, first, count, since):
        NOW.pack_into(self.head, NOW_AT, job + 1, chunk, first, count, since)

    def idle(self):
        NOW.pack_into(self.head, NOW_AT, 0, 0, 0, 0, 0)

    def add(self, began, ended, job, chunk, first, count, kind=DONE):
        index = self.count
        if index >= self.room and not self.grow():
            self.unlisted[0] += count
            self.unlisted[1] += ended - began
            UNLISTED.pack_into(self.head, UNLISTED_AT, *self.unlisted)
            return
        RECORD.pack_into(
            self.parts[-1], (index % PART) * RECORD.size, began, ended, job, chunk, first, kind << 28 | count
        )
        self.count = index + 1


page = None
joined = {}  # how many items of a job are timed at a time


def run(several, items, job, chunk):
    """Does what `list(several(items))` does, and records the items, one by one or, if they are short, several at a time."""
    results, total, first = [], len(items), 0
    count, mine = joined.get(job, 1), page
    while first < total:
        end = min(first + count, total)
        began = clock()
        mine.begin(job, chunk, first, end - first, began)
        try:
            results.extend(several(items[first:end]))
        except BaseException as error:
            ended, failed = clock(), len(results)
            if failed > first:
                mine.add(began, ended, job, chunk, first, failed - first)
                began = ended
            if isinstance(error, Exception):
                mine.add(began, ended, job, chunk, failed, 1, FAILED)
                mine.idle()
            else:
                # The process ends with this item, so it still has it.
                mine.begin(job, chunk, failed, 1, began)
            tell(e="failed", job=job, chunk=chunk, first=failed, text=describe(error),
                 ends=not isinstance(error, Exception), **place(error))
            raise
        ended = clock()
        mine.add(began, ended, job, chunk, first, end - first)
        if len(results) < end:
            break  # `map` ends at a StopIteration, silently.
        taken = ended - began
        if taken < mine.fine:
            if end - first == count and count < 1 << 20:
                count *= 2
        elif count > 1 and taken > 8 * mine.fine:
            count //= 2
        first = end
    mine.idle()
    joined.clear()
    joined[job] = count
    return results


class Traced:
    """Takes the place of a task of a worker, and calls what the task would have called."""

    __slots__ = ("function", "job", "chunk")

    def __init__(self, function, job, chunk):
        self.function, self.job, self.chunk = function, job, chunk

    def __call__(self, *args, **named):
        function = self.function
        if function is pools.mapstar and type(args[0][1]) is tuple:
            several, items = functools.partial(map, args[0][0]), args[0][1]
        elif function is pools.starmapstar and type(args[0][1]) is tuple:
            several, items = functools.partial(itertools.starmap, args[0][0]), args[0][1]
        elif is_chunk(function) and type(args[0]) is tuple:
            call, items = function.args[0], args[0]

            def several(part):
                return (call(*words) for words in part)
        else:
            return run(lambda _: (function(*args, **named),), (None,), self.job, self.chunk)[0]
        return run(several, items, self.job, self.chunk)


def is_chunk(function):
    return isinstance(function, functools.partial) and function.func is executors._process_chunk


class Tasks:
    """A worker's queue of tasks, in which each task is exchanged."""

    def __init__(self, queue, exchange):
        self._queue, self._exchange = queue, exchange

    def get(self, *args, **named):
        task = self._queue.get(*args, **named)
        if task is not None:
            try:
                task = self._exchange(task)
            except Exception as error:
                tell(e="tracer", text=describe(error))
        return task

    def __getattr__(self, name):
        return getattr(self._queue, name)


class Begin:
    """Takes the place of the initializer of a pool, and says to its workers which pool they belong to."""

    def __init__(self, owner, pool, initializer):
        self.owner, self.pool, self.initializer = owner, pool, initializer

    def __call__(self, *args):
        if self.initializer is not None:
            try:
                self.initializer(*args)
            except BaseException as error:
                tell(e="initializer", pool=self.pool, text=describe(error), **place(error))
                raise
        tell(e="ready", owner=self.owner, pool=self.pool)


def begin_worker(begin):
    global page
    page = Page(begin.owner, begin.pool)
    joined.clear()
    tell(e="worker", owner=begin.owner, pool=begin.pool)


def pool_task(task):
    job, chunk, function, args, named = task
    if function is pools._helper_reraises_exception:
        return task
    return job, chunk, Traced(function, job, chunk), args, named


def executor_task(item):
    item.fn = Traced(item.fn, item.work_id, 0)
    return item


def traced_worker(original, exchange):
    def worker(queue, results, initializer=None, *rest, **named):
        if isinstance(initializer, Begin):
            try:
                begin_worker(initializer)
                queue = Tasks(queue, exchange)
            except Exception as error:
                tell(e="tracer", text=describe(error))
        return original(queue, results, initializer, *rest, **named)

    return worker


# --- In the process that has the pool --------------------------------------------------------------------------------

numbers = itertools.count(1)
calls = {}  # the single calls of each pool
here = threading.local()


class Calls:
    """Counts the single calls of a pool, or the parts of a map of an executor."""

    def __init__(self, pool, **event):
        self.pool, self.event, self.lock = pool, event, threading.Lock()
        self.count = self.done = 0
        self.ok, self.last = True, None

        # The job after the last one, and how often the jobs of others came between.
        self.next, self.runs = None, 0

    def began(self, job):
        """Counts a call. Which jobs are calls is told whenever their numbers jump, how many there are when it has doubled."""
        with self.lock:
            number, self.count = self.count, self.count + 1
            jumps, self.next = job != self.next and self.runs < 1000, job + 1
            self.runs += jumps
        if jumps:
            tell(e="callsFrom", pool=self.pool, job=job, n=number)
        elif number & (number + 1) == 0:
            self.report()

    def ended(self, ok):
        with self.lock:
            self.done += 1
            self.ok = self.ok and ok
            self.last = clock()

    def report(self):
        done = self.done >= self.count
        tell(**dict(self.event, pool=self.pool, n=self.count, end=self.last if done else None, ok=self.ok))


def call(pool, job, began):
    found = calls.get(pool)
    if found is None:
        found = calls[pool] = Calls(pool, e="calls", t=began)
        found.report()
    found.began(job)
    return found


def flush():
    """Tells how many single calls there were."""
    for found in list(calls.values()):
        found.report()


def guarded(hook):
    @functools.wraps(hook)
    def wrapper(*args, **named):
        try:
            return hook(*args, **named)
        except Exception as error:
            tell(e="tracer", text=describe(error))

    return wrapper


def hook(owner, name, before=None, after=None):
    """Has `before(self, …)` and `after(self, …)` called around a method, which does what it always did."""
    method = getattr(owner, name)
    before = guarded(before) if before else None
    after = guarded(after) if after else None

    @functools.wraps(method)
    def wrapper(self, *args, **named):
        if before:
            before(self, *args, **named)
        result = method(self, *args, **named)
        if after:
            after(self, *args, **named)
        return result

    setattr(owner, name, wrapper)


def number_of(pool):
    return getattr(pool, "_poolbook", None)


def hook_end(owner, name):
    def begin(self, *args, **named):
        if number_of(self):
            if number_of(self) in calls:
                calls[number_of(self)].report()
            tell(e="poolEnding", pool=number_of(self))

    def end(self, *args, **named):
        if number_of(self):
            tell(e="poolEnded", pool=number_of(self))

    hook(owner, name, begin, end)


def hook_pool():
    create = pools.Pool.__init__

    @functools.wraps(create)
    def pool_created(self, *args, **named):
        if not active or isinstance(self, pools.ThreadPool):
            return create(self, *args, **named)
        began, number, words = clock(), next(numbers), list(args)
        given = words[1] if len(words) > 1 else named.get("initializer")
        if given is None or callable(given):
            begin = Begin(os.getpid(), number, given)
            if len(words) > 1:
                words[1] = begin
            else:
                named["initializer"] = begin
        result = create(self, *words, **named)
        self._poolbook = number
        tell(e="pool", pool=number, kind="Pool", n=self._processes, method=method_of(self._ctx), t=began, end=clock(),
             named=(words[0] if words else named.get("processes")) is not None)
        return result

    pools.Pool.__init__ = pool_created
    for name in ("terminate", "join"):
        hook_end(pools.Pool, name)

    join = pools.Pool._join_exited_workers

    @guarded
    def look(workers):
        for worker in workers:
            code = getattr(worker, "exitcode", None)
            if code is not None and getattr(worker, "pid", None):
                tell(e="ended", pid=worker.pid, code=code)

    def join_exited_workers(workers):
        # A worker may end while they are joined, and is then in the list no more.
        before = list(workers)
        result = join(workers)
        look(before)
        return result

    pools.Pool._join_exited_workers = staticmethod(join_exited_workers)

    def map_began(self, pool, chunksize, length, *rest, **named):
        if number_of(pool):
            self._poolbook = number_of(pool)
            tell(e="map", pool=self._poolbook, job=self._job, how="map", n=length, chunk=max(1, chunksize))
            if length == 0:
                tell(e="mapEnded", pool=self._poolbook, job=self._job, ok=True)

    def map_part(self, *args):
        if number_of(self) and self._number_left == 0:
            tell(e="mapEnded", pool=self._poolbook, job=self._job, ok=bool(self._success))

    hook(pools.MapResult, "__init__", after=map_began)
    hook(pools.MapResult, "_set", after=map_part)

    def call_began(self, pool, *rest, **named):
        if type(self) is pools.ApplyResult and number_of(pool):
            self._poolbook = call(number_of(pool), self._job, clock())

    def call_ended(self, *args):
        if type(self) is pools.ApplyResult and number_of(self):
            self._poolbook.ended(bool(self._success))

    hook(pools.ApplyResult, "__init__", after=call_began)
    hook(pools.ApplyResult, "_set", after=call_ended)

    def stream_began(self, pool):
        if number_of(pool):
            self._poolbook = number_of(pool)
            tell(e="map", pool=self._poolbook, job=self._job, how="imap", chunk=getattr(here, "chunk", 1))

    def stream_part(self, *args):
        if number_of(self) and self._index == self._length:
            tell(e="mapEnded", pool=self._poolbook, job=self._job, ok=True)

    def stream_length(self, length):
        if number_of(self):
            tell(e="length", pool=self._poolbook, job=self._job, n=length)
        stream_part(self)

    hook(pools.IMapIterator, "__init__", after=stream_began)
    hook(pools.IMapIterator, "_set_length", after=stream_length)
    hook(pools.IMapIterator, "_set", after=stream_part)
    hook(pools.IMapUnorderedIterator, "_set", after=stream_part)

    def keep_chunk(self, function, iterable, chunksize=1):
        here.chunk = chunksize

    for name in ("imap", "imap_unordered"):
        hook(pools.Pool, name, before=keep_chunk)


def method_of(context):
    try:
        return context.get_start_method()
    except Exception:
        return None


def hook_executor():
    kind = executors.ProcessPoolExecutor
    create = kind.__init__

    @functools.wraps(create)
    def executor_created(self, *args, **named):
        began = clock()
        create(self, *args, **named)
        if active:
            number = next(numbers)
            self._initializer = Begin(os.getpid(), number, self._initializer)
            self._poolbook = number
            tell(e="pool", pool=number, kind="ProcessPoolExecutor", n=self._max_workers, t=began, end=clock(),
                 method=method_of(self._mp_context), named=(args[0] if args else named.get("max_workers")) is not None)

    kind.__init__ = executor_created
    hook_end(kind, "shutdown")
    submit, map_all = kind.submit, kind.map

    @functools.wraps(submit)
    def submitted(self, fn, *args, **named):
        began = clock()
        future = submit(self, fn, *args, **named)
        try:
            if number_of(self):
                group = getattr(here, "group", None)
                if group is None:
                    group = call(number_of(self), self._queue_count - 1, began)
                else:
                    group.began(len(args[0]) if is_chunk(fn) else 1)
                future.add_done_callback(lambda done: group.ended(not done.cancelled() and done.exception() is None))
        except Exception as error:
            tell(e="tracer", text=describe(error))
        return future

    @functools.wraps(map_all)
    def mapped(self, fn, *iterables, **named):
        if not number_of(self):
            return map_all(self, fn, *iterables, **named)
        here.group = group = MapGroup(number_of(self), self._queue_count, named.get("chunksize", 1))
        try:
            return map_all(self, fn, *iterables, **named)
        finally:
            here.group = None
            guarded(group.seal)()

    kind.submit, kind.map = submitted, mapped


class MapGroup(Calls):
    """The parts of a map of an executor."""

    def __init__(self, pool, first, chunk):
        super().__init__(pool, e="map", t=clock(), job=first, how="map", chunk=chunk)
        self.items, self.sealed, self.is_told = 0, False, False
        tell(**dict(self.event, pool=pool, n=0, works=1 << 32))

    def began(self, items):
        self.count += 1
        self.items += items
        if self.count & (self.count - 1) == 0:
            self.tell_size()

    def tell_size(self, **more):
        tell(e="mapSize", pool=self.pool, job=self.event["job"], n=self.items, **more)

    def seal(self):
        self.tell_size(works=self.count)
        self.sealed = True
        self.finish()

    def ended(self, ok):
        super().ended(ok)
        self.finish()

    def finish(self):
        with self.lock:
            is_over = self.sealed and self.done >= self.count and not self.is_told
            self.is_told = self.is_told or is_over
        if is_over:
            tell(e="mapEnded", pool=self.pool, job=self.event["job"], ok=self.ok, t=self.last or clock())


def install():
    """Hooks into the pools of this process. Throws, before it has changed anything, if this Python's pools are unknown."""
    global pools, executors, pool_worker, executor_worker, installed
    import concurrent.futures.process as executors
    import multiprocessing.pool as pools

    for owner, names in (
        (pools, "worker mapstar starmapstar _helper_reraises_exception ApplyResult ThreadPool"),
        (pools.Pool, "_join_exited_workers terminate join imap imap_unordered"),
        (pools.MapResult, "_set"),
        (pools.IMapIterator, "_set _set_length"),
        (pools.IMapUnorderedIterator, "_set"),
        (executors, "_process_worker _process_chunk"),
        (executors.ProcessPoolExecutor, "submit map shutdown"),
    ):
        for name in names.split():
            getattr(owner, name)
    pool_worker = named_here(traced_worker(pools.worker, pool_task), "pool_worker")
    executor_worker = named_here(traced_worker(executors._process_worker, executor_task), "executor_worker")
    hook_pool()
    hook_executor()
    pools.worker, executors._process_worker = pool_worker, executor_worker
    installed = True


def named_here(function, name):
    """With this name, a process that is spawned finds it in this module."""
    function.__name__ = function.__qualname__ = name
    function.__module__ = __name__
    return function


if FOLDER:
    try:
        install()
    except Exception as error:
        tell(e="untraced", text=describe(error))
