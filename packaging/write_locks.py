"""Write the lock files: every package with its version and hashes, for all platforms.

The files hold no address, so they work wherever pip is told to look.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = Path("packaging/requirements.lock")
DEVELOPMENT = Path("packaging/requirements-dev.lock")
ADDRESS = re.compile(r"://|\bfile:|--index-url|--extra-index-url|--find-links")
COMPILE = (
    *("pip", "compile", "pyproject.toml", "--quiet", "--upgrade"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header"),
    *("--overrides", "packaging/lock-overrides.txt"),
)


def main() -> int:
    """Write both lock files and return the exit code."""
    _call("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    _call("-m", "uv", *COMPILE, "--output-file", str(RUNTIME))
    # What runs and what is tested are the same versions.
    constraint = ("--extra", "dev", "--constraint", str(RUNTIME))
    _call("-m", "uv", *COMPILE, *constraint, "--output-file", str(DEVELOPMENT))
    for lock in (RUNTIME, DEVELOPMENT):
        if ADDRESS.search((ROOT / lock).read_text("utf-8")):
            print(f"{lock} names an address and must not be committed.", file=sys.stderr)
            return 1
    return 0


def _call(*arguments: str) -> None:
    command = [sys.executable, *arguments]
    subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True
    )


if __name__ == "__main__":
    sys.exit(main())
