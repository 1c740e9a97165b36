"""The process between driver and browser on POSIX: when the crawl is gone, so are the browser and its children.

`python -I browser_warden.py FIFO PROGRAM ARGUMENTS…`, standard library only. The crawl holds the FIFO open for writing
as long as it wants the browser; the system closes it for a crawl that was killed. Group, exit code and the driver's two
pipes (descriptors 3 and 4) are passed on, so that the driver sees the browser itself.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
import threading

_DRIVER_PIPES = (3, 4)


def main() -> int:
    fifo, *command = sys.argv[1:]
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    watch = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    threading.Thread(target=_end_with, args=(watch, os.path.dirname(fifo)), daemon=True).start()
    browser = subprocess.Popen(command, pass_fds=_DRIVER_PIPES)
    for pipe in _DRIVER_PIPES:
        os.close(pipe)
    return browser.wait() & 0xFF


def _end_with(watch: int, folder: str) -> None:
    poll = select.poll()
    poll.register(watch, 0)
    poll.poll()
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
