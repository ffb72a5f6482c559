"""The command line: `python -m caregiver`, the second face of the program.

It does everything that touches data without a window. A change is acknowledged only after it is
on the disk and the file is closed.
"""

from collections.abc import Sequence

import caregiver
from caregiver import logs, texts
from caregiver.cli import (
    adding,
    arguments,
    exchanging,
    files,
    following,
    holding,
    interacting,
    output,
    papers,
    publishing,
    reading,
    supplying,
)
from caregiver.errors import UserError

DONE, FAILED, USAGE, BUG, STOPPED = 0, 1, 2, 70, 130
_MODULES = (
    files, reading, adding, following, holding, papers, exchanging, publishing, supplying,
    interacting,
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        return _run(argv)
    except SystemExit as stop:  # argparse leaves this way after --help and --version
        return stop.code if isinstance(stop.code, int) else USAGE
    except arguments.Usage as slip:
        output.complain(str(slip))
        return USAGE
    except UserError as error:
        output.complain(texts.sentence(error))
        return error.exit_code
    except BrokenPipeError:
        output.silence_output()
        return DONE
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # noqa: BLE001 - a bug becomes a sentence and a line in the log
        logs.note_bug(error)
        output.complain(texts.ERRORS["bug"].format(path=logs.log_path()))
        return BUG
    finally:
        logs.end()


def _run(argv: Sequence[str] | None) -> int:
    parser = arguments.build(_MODULES, caregiver.__version__)
    chosen = arguments.parse(parser, argv)
    place = files.Place.of(chosen)
    if chosen.opens:
        with place.opened() as app:
            answer: output.Answer = chosen.run(app, chosen)
    else:
        answer = chosen.run(place, chosen)
    output.show(answer, as_json=chosen.json)
    return answer.exit_code
