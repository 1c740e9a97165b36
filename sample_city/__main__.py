"""The command line: `serve` keeps the city running, `list` counts its addresses, `truth` rewrites truth.csv."""

import argparse
import sys
import threading
from contextlib import suppress

from sample_city.answers import NOT_FOUND
from sample_city.city import FIRST_PORT, City
from sample_city.server import start
from sample_city.trials import TRIALS_TRUTH, trial_city
from sample_city.truth import TRUTH_FILE, as_csv, every_cell


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="sample_city", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="serve on the loopback until Ctrl-C")
    serving.add_argument("--port-base", type=int, default=FIRST_PORT)
    commands.add_parser("list", help="print hosts with their number of addresses")
    commands.add_parser("truth", help="write both truth files anew from the schools' sources")
    chosen = parser.parse_args(arguments)
    if chosen.command == "serve":
        return _serve(chosen.port_base)
    return _list() if chosen.command == "list" else _write_truth()


def _serve(port_base: int) -> int:
    with start(port_base=port_base) as running:
        for school in running.city.schools:
            print(f"{running.base_url(school.id)}\t{school.id}\t{school.builder}\t{school.behaviour}", flush=True)
        with suppress(KeyboardInterrupt):
            # Waits in slices, because Windows hears no Ctrl-C during an endless wait.
            while not threading.Event().wait(1):
                pass
    return 0


def _list() -> int:
    city = City()
    for host, answers in city.build().items():
        print(f"{city.origin(host)}\t{host}\t{len(answers.keys() - {NOT_FOUND})}")
    return 0


def _write_truth() -> int:
    TRUTH_FILE.write_text(as_csv(City(), every_cell), encoding="utf-8", newline="\n")
    TRIALS_TRUTH.write_text(as_csv(trial_city(), every_cell), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
