"""The desk: a real project served on loopback."""

import os
import re
import select
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLES = sorted(
    os.path.join(ROOT, "Examples", name) for name in os.listdir(os.path.join(ROOT, "Examples"))
    if name.endswith((".txt", ".html")))


class Desk:
    """`wirekin serve` on a project of its own; a context manager."""

    def __init__(self, program, files=(), arguments=()):
        self.folder = tempfile.mkdtemp(prefix="wirekin-desk-")
        self.project = os.path.join(self.folder, "desk.wirekin")
        subprocess.run([program, "init", self.project], check=True, stdout=subprocess.DEVNULL)
        if files:
            subprocess.run(
                [program, "add", "--quiet", "--project", self.project, *files], check=True,
                stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            [program, "serve", "--project", self.project, "--port", "0", *arguments], stdout=subprocess.PIPE,
            text=True, start_new_session=True)
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline() if ready else ""
        found = re.search(r"http://\S+?:(\d+)/", line)
        if not found:
            self.process.kill()
            raise RuntimeError(f"the desk did not start: {line!r}")
        self.port = int(found.group(1))
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)
