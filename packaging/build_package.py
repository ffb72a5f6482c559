"""Build the program folder and, on Debian, the package; try the package out when root."""

import os
import shutil
import subprocess
import sys

from setup_env import ROOT, SetupError, prepare_libraries, provide

SPEC = ROOT / "packaging" / "caregiver-organizer.spec"


def main() -> int:
    """Do every step that this system can do; return the exit code of the first that fails."""
    try:
        if sys.platform.startswith("linux"):
            prepare_libraries(with_window=True)
            if shutil.which("objdump") is None:
                provide(["binutils"], "Building the program folder")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    for folder in ("build", "dist"):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
    print("Building the program folder; this takes a few minutes.", flush=True)
    options = ["--noconfirm", "--log-level", "WARN"]
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


if __name__ == "__main__":
    sys.exit(main())
