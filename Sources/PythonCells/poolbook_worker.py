"""What a worker process does: it says which pool it belongs to, and records what it does with each item."""
import os

from poolbook_events import FOLDER, clock, describe, only_standard, place, emit

with only_standard():
    import functools
    import itertools
    import mmap
    import struct

    try:
        import concurrent.futures.process as executors
        import multiprocessing.pool as pools
    except Exception:
        # A Python without semaphores has no pools.
        executors = pools = None

HEAD_BYTES = 4096
HEAD = struct.Struct("=4sIII")  # mark, process, the pool's process, the pool's number
NOW = struct.Struct("=IIIIQ")  # job + 1 or 0, chunk, first item in the chunk, items, since when
NOW_AT = 64
UNLISTED = struct.Struct("=QQ")  # items without a record, and their time
UNLISTED_AT = 128
RECORD = struct.Struct("=QQIIII")  # begin, end, job, chunk, first item in the chunk, and how many with the kind on top
MOST = 1 << 21  # records
MOST_ADDED = 8192  # records that are added at once; the first times it is fewer, because a pool may have many workers
FINE = 50_000  # nanoseconds; items that take less are timed several at a time
DONE, FAILED = 0, 1
MOST_FAILS = 1000  # exceptions of a worker whose texts are written down


class Page:
    """What a worker has done, and what it is doing now."""

    def __init__(self, owner, pool):
        self.path = os.path.join(FOLDER, "%d-%d.worker" % (os.getpid(), clock()))
        self.unlisted, self.fails = [0, 0], 0
        self.fine = FINE
        # The records that the part in use begins with and ends before, and where in it they begin.
        self.size = HEAD_BYTES + max(HEAD_BYTES, mmap.ALLOCATIONGRANULARITY - HEAD_BYTES)
        self.head = self.records = self.part(0, self.size)
        self.count, self.base, self.start = 0, 0, HEAD_BYTES
        self.room = (self.size - HEAD_BYTES) // RECORD.size
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
        """Adds as much as there is, which is a multiple of what can be mapped, up to a limit."""
        if self.room >= MOST:
            return False
        try:
            size = min(self.size, MOST_ADDED * RECORD.size)
            self.records = self.part(self.size, size)
        except Exception:
            return False
        self.base, self.start, self.size = self.room, 0, self.size + size
        self.room += size // RECORD.size
        if self.room > MOST_ADDED:
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
            self.records, self.start + (index - self.base) * RECORD.size, began, ended, job, chunk, first,
            kind << 28 | count)
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
            mine.fails += 1
            if mine.fails <= MOST_FAILS or not isinstance(error, Exception):
                emit(e="failed", job=job, chunk=chunk, first=failed, text=describe(error),
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
        try:
            task = self._queue.get(*args, **named)
        except Exception as error:
            if not isinstance(error, (EOFError, OSError)):
                emit(e="taskLost", text=describe(error))
            raise
        if task is not None:
            try:
                task = self._exchange(task)
            except Exception as error:
                emit(e="tracer", text=describe(error))
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
                emit(e="initializer", pool=self.pool, text=describe(error), **place(error))
                raise
        emit(e="ready", owner=self.owner, pool=self.pool)


def begin_worker(begin):
    global page
    page = Page(begin.owner, begin.pool)
    joined.clear()
    emit(e="worker", owner=begin.owner, pool=begin.pool)


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
                emit(e="tracer", text=describe(error))
        return original(queue, results, initializer, *rest, **named)

    return worker
