"""The worker as a process a partition: lines in, lines out, and what happens when it dies, hangs or is not there."""
import gc
import itertools
import json
import os
import queue
import shutil
import stat
import subprocess
import tempfile
import threading
import time
import zipimport

# Spark asks Python before each task to look for new modules, and until 3.12 that reads the directory of each archive on the path again
# (cpython#103200), after it a collection of all that was ever imported: a tenth of a second a task together, more than most of ours take.
# The archives on the path are Spark's own, which do not change while it runs.
zipimport.zipimporter.invalidate_caches = lambda archive: None
gc.freeze()


class WorkerError(RuntimeError):
    """A worker that did not do its work; the message names the step and, where one can be told, the record."""


def row(entry):
    """An id and the bytes of its line as a row of text."""
    return entry[0], entry[1].decode()


def find(name):
    """The worker's file: by its path, or as `--files` brought it beside this process."""
    candidates = [name, os.path.abspath(os.path.basename(name))]
    try:
        from pyspark import SparkFiles

        candidates.append(SparkFiles.get(os.path.basename(name)))
    except Exception:  # No Spark here: the other places are enough.
        pass
    for path in candidates:
        if os.path.isfile(path):
            if not os.access(path, os.X_OK):
                # `--files` does not keep the bit; another task of this machine may set it at the same time.
                os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
            return path
    found = shutil.which(name)
    if found:
        return found
    raise WorkerError(f"the worker {name} is not on this machine; give it with --files and --worker")


def called(words):
    """What a step is called in a message: without its options."""
    return " ".join(itertools.takewhile(lambda word: not word.startswith("--"), words))


def is_record(problem):
    """Whether a worker says in a line that a record took down the process that read it."""
    return problem.split(": ", 1)[-1].startswith("record ")


def run(worker, words, lines, timeout, problems=None, limit=2048):
    """Runs a step over lines and yields what it prints, without line feeds.

    A line of documents that the step leaves out (exit status 3) is told to `problems`; any other end is a WorkerError. Nothing that was
    yielded before an error holds, which Spark sees to: a task that fails gives no rows.
    """
    for block in blocks(worker, words, lines, timeout, problems, limit):
        yield from block.split(b"\n")[:-1]


def bytes_of(worker, words, lines, timeout, limit=2048):
    """All that a step prints, for one that prints no lines."""
    return b"".join(blocks(worker, words, lines, timeout, None, limit, are_lines=False))


def blocks(worker, words, lines, timeout, problems, limit, are_lines=True):
    """What a step prints, whole lines at a time."""
    try:
        process = subprocess.Popen(
            ["/bin/sh", "-c", f'ulimit -v {limit << 10} 2>/dev/null; exec "$0" "$@"', find(worker), *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        raise WorkerError(f"{called(words)}: the worker {worker} does not start: {error}") from None
    failure, said, moved = [], [], [time.monotonic()]
    said_size = [0]

    def feed():
        # From a thread of its own: both ends of a full pipe would wait for each other.
        try:
            batch, size = [], 0
            for line in lines:
                batch.append(line)
                size += len(line)
                if size > 1 << 18:
                    process.stdin.write(b"\n".join(batch) + b"\n")
                    moved[0] = time.monotonic()
                    batch, size = [], 0
            if batch:
                process.stdin.write(b"\n".join(batch) + b"\n")
        except BrokenPipeError:
            pass
        except BaseException as error:  # What comes from the partition before is told where it is asked for.
            failure.append(error)
            process.kill()
        finally:
            try:
                process.stdin.close()
            except BrokenPipeError:
                pass
            moved[0] = time.monotonic()

    def listen():
        for line in process.stderr:
            if said_size[0] < 1 << 20:
                said.append(line.decode(errors="replace").rstrip())
                said_size[0] += len(line)

    output = queue.Queue(16)

    def take():
        # A read of its own, so that a worker that says nothing more can be told from one that works.
        while block := process.stdout.read1(1 << 18):
            output.put(block)
        output.put(None)

    threads = [threading.Thread(target=target, daemon=True) for target in (feed, listen, take)]
    for thread in threads:
        thread.start()
    done, rest = False, b""
    try:
        while True:
            try:
                block = output.get(timeout=min(1, timeout))
            except queue.Empty:
                if time.monotonic() - moved[0] > timeout:
                    raise WorkerError(f"{called(words)}: nothing came from the worker for {timeout} s") from None
                continue
            moved[0] = time.monotonic()
            if block is None:
                break
            end = block.rfind(b"\n") + 1 if are_lines else len(block)
            if end:
                yield rest + block[:end]
                rest = block[end:]
            else:
                rest += block
        done = True
    finally:
        if not done:
            process.kill()
        status = process.wait()
        for thread in threads:
            thread.join(10)
        process.stdout.close()
        process.stderr.close()
    if failure:
        raise failure[0]
    if rest or status not in (0, 3):
        raise WorkerError(f"{called(words)}: the worker ended {ending(status)}: {'; '.join(said[-3:])[-600:]}")
    if status == 3 and problems is not None:
        for line in said:
            problems(f"{called(words)}: {line}")


def ending(status):
    return f"by signal {-status}" if status < 0 else f"with status {status}"


def each(worker, words, lines, timeout, problems, skip=False, limit=2048):
    """As `run`, for a step that makes one line of one line: on an error the record that it died on is found and named.

    The worker itself names and leaves out a record that takes down the process that reads it; what follows is for a worker that ends as
    a whole. The lines are kept until their batch is through. When a batch fails, its records run again one by one, each with a process and the
    time for itself. With `skip` a record that fails alone is told to `problems` and left out, else the job fails with its id.
    """
    batch, size = [], 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if size > 16 << 20 or len(batch) >= 4096:
            yield from settled(worker, words, batch, timeout, problems, skip, limit)
            batch, size = [], 0
    if batch:
        yield from settled(worker, words, batch, timeout, problems, skip, limit)


def settled(worker, words, batch, timeout, problems, skip, limit):
    told = []
    try:
        result = list(run(worker, words, batch, timeout, told.append, limit))
    except WorkerError as error:
        find(worker)  # Without a worker no record is at fault.
        yield from narrowed(worker, words, batch, timeout, problems, skip, limit, error)
        return
    for problem in told:
        problems(problem)
    yield from result


def narrowed(worker, words, batch, timeout, problems, skip, limit, error):
    """Halves a batch until the record is found."""
    if len(batch) == 1:
        message = f"record {identifier(batch[0])}: {error}"
        if not skip:
            raise WorkerError(message)
        problems(message)
        return
    middle = len(batch) // 2
    failed = False
    for half in (batch[:middle], batch[middle:]):
        told = []
        try:
            result = list(run(worker, words, half, timeout, told.append, limit))
        except WorkerError as next_error:
            failed = True
            yield from narrowed(worker, words, half, timeout, problems, skip, limit, next_error)
            continue
        for problem in told:
            problems(problem)
        yield from result
    if not failed and not skip:
        # Alone each half is fine: the machine failed, not a record; the lines stand.
        problems(f"a batch of {len(batch)} records from {identifier(batch[0])} to {identifier(batch[-1])} ran again: {error}")


def identifier(line):
    """What a record is called in a message."""
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError):
        return line[:80].decode(errors="replace")


def as_file(data, name):
    """Bytes as a file of this process that a worker can read, made once."""
    path = os.path.join(tempfile.gettempdir(), f"wirekin-{os.getuid()}-{name}")
    if not os.path.exists(path) or os.path.getsize(path) != len(data):
        handle, part = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(handle, "wb") as sink:
            sink.write(data)
        os.replace(part, path)
    return path
