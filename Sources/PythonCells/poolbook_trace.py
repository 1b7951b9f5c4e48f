"""What the process that has a pool does: it says when pools and maps begin and end.

Importing this module in any process of the program traces the pools that it makes.
"""
import os

from poolbook_events import FOLDER, clock, describe, guarded, only_standard, emit
from poolbook_worker import Begin, executor_task, is_chunk, pool_task, traced_worker
from poolbook_worker import executors, pools

with only_standard():
    import functools
    import itertools
    import multiprocessing.connection as connections
    import threading

# The runner turns this off for repeats that are only timed.
active = True

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
        """Counts a call. Reports which jobs are calls when their numbers jump, and how many there are when that has doubled."""
        with self.lock:
            number, self.count = self.count, self.count + 1
            jumps, self.next = job != self.next and self.runs < 1000, job + 1
            self.runs += jumps
        if jumps:
            emit(e="callsFrom", pool=self.pool, job=job, n=number)
        elif number & (number + 1) == 0:
            self.report()

    def ended(self, ok):
        with self.lock:
            self.done += 1
            self.ok = self.ok and ok
            self.last = clock()

    def report(self):
        done = self.done >= self.count
        emit(**dict(self.event, pool=self.pool, n=self.count, end=self.last if done else None, ok=self.ok))


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
            emit(e="poolEnding", pool=number_of(self))

    def end(self, *args, **named):
        if number_of(self):
            emit(e="poolEnded", pool=number_of(self))

    hook(owner, name, begin, end)


@guarded
def look(workers):
    """Reports which worker processes have ended, and how."""
    for worker in workers:
        code = getattr(worker, "exitcode", None)
        if code is not None and getattr(worker, "pid", None):
            emit(e="ended", pid=worker.pid, code=code)


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
        emit(e="pool", pool=number, kind="Pool", n=self._processes, method=method_of(self._ctx), t=began, end=clock(),
             named=(words[0] if words else named.get("processes")) is not None)
        return result

    pools.Pool.__init__ = pool_created
    for name in ("terminate", "join"):
        hook_end(pools.Pool, name)

    join = pools.Pool._join_exited_workers

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
            emit(e="map", pool=self._poolbook, job=self._job, how="map", n=length, chunk=max(1, chunksize))
            if length == 0:
                emit(e="mapEnded", pool=self._poolbook, job=self._job, ok=True)

    def map_part(self, *args):
        if number_of(self) and self._number_left == 0:
            emit(e="mapEnded", pool=self._poolbook, job=self._job, ok=bool(self._success))

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
            emit(e="map", pool=self._poolbook, job=self._job, how="imap", chunk=getattr(here, "chunk", 1))

    def stream_part(self, *args):
        if number_of(self) and self._index == self._length:
            emit(e="mapEnded", pool=self._poolbook, job=self._job, ok=True)

    def stream_length(self, length):
        if number_of(self):
            emit(e="length", pool=self._poolbook, job=self._job, n=length)
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
            emit(e="pool", pool=number, kind="ProcessPoolExecutor", n=self._max_workers, t=began, end=clock(),
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
            emit(e="tracer", text=describe(error))
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


    manager = getattr(executors, "_ExecutorManagerThread", None)
    if hasattr(manager, "terminate_broken"):

        def broken(self, *args, **named):
            # The others are still running: Python ends them next.
            processes = list(self.processes.values())
            for process in processes:
                if connections.wait([process.sentinel], 0):
                    process.join(1)
            look(processes)

        hook(manager, "terminate_broken", before=broken)


def hook_threads():
    """A pool's thread that takes the results may fail at one that can't be made again here; nothing arrives any more then."""
    report = threading.excepthook

    def failed(args):
        guarded(thread_failed)(args)
        report(args)

    threading.excepthook = failed


def thread_failed(args):
    frame = args.exc_traceback
    while frame is not None:
        code = frame.tb_frame.f_code
        if code.co_name == "_handle_results" and code.co_filename == pools.__file__:
            emit(e="resultsLost", text=describe(args.exc_value))
        frame = frame.tb_next


class MapGroup(Calls):
    """The parts of a map of an executor."""

    def __init__(self, pool, first, chunk):
        super().__init__(pool, e="map", t=clock(), job=first, how="map", chunk=chunk)
        self.items, self.sealed, self.is_emitted = 0, False, False
        emit(**dict(self.event, pool=pool, n=0, works=1 << 32))

    def began(self, items):
        self.count += 1
        self.items += items
        if self.count & (self.count - 1) == 0:
            self.emit_size()

    def emit_size(self, **more):
        emit(e="mapSize", pool=self.pool, job=self.event["job"], n=self.items, **more)

    def seal(self):
        self.emit_size(works=self.count)
        self.sealed = True
        self.finish()

    def ended(self, ok):
        super().ended(ok)
        self.finish()

    def finish(self):
        with self.lock:
            is_over = self.sealed and self.done >= self.count and not self.is_emitted
            self.is_emitted = self.is_emitted or is_over
        if is_over:
            emit(e="mapEnded", pool=self.pool, job=self.event["job"], ok=self.ok, t=self.last or clock())


def install():
    """Hooks into the pools of this process. Throws, before it has changed anything, if this Python's pools are unknown."""
    global pool_worker, executor_worker
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
    hook_threads()
    pools.worker, executors._process_worker = pool_worker, executor_worker


def named_here(function, name):
    """With this name, a process that is spawned finds it in this module."""
    function.__name__ = function.__qualname__ = name
    function.__module__ = __name__
    return function


if FOLDER:
    try:
        install()
    except Exception as error:
        emit(e="untraced", text=describe(error))
