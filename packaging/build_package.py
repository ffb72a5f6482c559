"""Build the program folder and, on Debian, the package; try the package out when root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup_env import ROOT, SetupError, prepare_libraries, provide

SPEC = ROOT / "packaging" / "caregiver-organizer.spec"


def main() -> int:
    """Do every step that this system can do; return the exit code of the first that fails."""
    try:
        if sys.platform.startswith("linux"):
            prepare_libraries(with_window=True)
            if tools := missing_tools():
                provide(tools, "Building the program folder")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    for folder in ("build", "dist"):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
    print("Building the program folder; this takes a few minutes.", flush=True)
    options = ["--noconfirm", "--log-level", "ERROR"]
    steps = [[sys.executable, "-m", "PyInstaller", *options, str(SPEC)]]
    if shutil.which("dpkg-deb"):
        steps.append([sys.executable, str(ROOT / "packaging" / "build_deb.py")])
        if os.geteuid() == 0:
            steps.append(["bash", str(ROOT / "packaging" / "verify_package.sh")])
        else:
            print("The package is built but not tried out: that needs root.")
    for step in steps:
        code = subprocess.run(step, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
        if code != 0:
            return code
    print("The program folder is dist/caregiver-organizer.")
    return 0


def missing_tools() -> list[str]:
    """Return the Debian packages PyInstaller needs and cannot find."""
    packages = []
    if shutil.which("objdump") is None:
        packages.append("binutils")
    # Debian keeps Python as a shared library in a package of its own.
    library = f"libpython3.{sys.version_info.minor}"
    if sys.base_prefix == "/usr" and not list(Path("/usr/lib").glob(f"**/{library}.so*")):
        packages.append(library)
    return packages


if __name__ == "__main__":
    sys.exit(main())
