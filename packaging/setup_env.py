"""Prepare this folder to run the program: `python3 packaging/setup_env.py [--dev]`.

Makes `.venv` from the locked requirements and checks the system libraries Qt needs. Uses the
standard library only, because it runs before anything is installed. A second run changes nothing
and takes a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "caregiver-setup.json"
LOCKS = {
    "runtime": ROOT / "packaging" / "requirements.lock",
    "dev": ROOT / "packaging" / "requirements-dev.lock",
}
OLDEST_PYTHON = (3, 11)

# Shared library → Debian package that brings it. First what drawing without a screen needs …
CORE_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
    "libcups.so.2": "libcups2",
}
# … then what a window on X11 needs as well.
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Debian 13 and Ubuntu 24.04 renamed these when time became 64 bits wide everywhere.
RENAMED_FOR_64_BIT_TIME = {"libglib2.0-0": "libglib2.0-0t64", "libcups2": "libcups2t64"}

CORE_QT_FILES = (
    "lib/libQt6Gui.so.6",
    "lib/libQt6Widgets.so.6",
    "lib/libQt6Svg.so.6",
    "lib/libQt6PrintSupport.so.6",
    "lib/libQt6Network.so.6",
    "plugins/platforms/libqoffscreen.so",
    "plugins/printsupport/libcupsprintersupport.so",
)
WINDOW_QT_FILES = ("plugins/platforms/libqxcb.so",)


class SetupError(Exception):
    """Set-up cannot go on; the text is a sentence for the person at the keyboard."""


def main(arguments: Sequence[str]) -> int:
    """Make `.venv` ready and return the exit code: 0 ready, 1 something is missing, 2 usage."""
    if any(argument != "--dev" for argument in arguments):
        print("Usage: python3 packaging/setup_env.py [--dev]", file=sys.stderr)
        return 2
    try:
        check_python(sys.version_info[:3])
        prepare_packages("dev" if "--dev" in arguments else "runtime")
        if sys.platform.startswith("linux"):
            prepare_libraries(has_display(os.environ))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def check_python(version: Sequence[int]) -> None:
    """Raise when this Python is older than the program needs."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        found = ".".join(str(part) for part in version)
        raise SetupError(
            f"Caregiver Organizer needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer, "
            f"and this is Python {found}. Install a newer one, then run: make run PYTHON=python3.11"
        )


def has_display(environment: Mapping[str, str]) -> bool:
    """Return whether a window can be shown."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


# Packages ---------------------------------------------------------------------------------------


def wanted_stamp(version: str, wanted: str) -> dict[str, str]:
    """Return what the stamp must hold before `wanted` ("runtime" or "dev") counts as installed.

    The development lock holds everything the runtime lock holds, so it stands for both.
    """
    names = ("runtime", "dev") if wanted == "dev" else ("runtime",)
    return {"python": version} | {name: digest(LOCKS[name]) for name in names}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_covered(wanted: Mapping[str, str], present: Mapping[str, str]) -> bool:
    """Return whether everything wanted is already present."""
    return wanted.items() <= present.items()


def read_stamp() -> dict[str, str]:
    """Return what the last finished set-up noted; empty when there was none."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def venv_python() -> Path:
    """Return the Python inside `.venv`, which may not exist yet."""
    if os.name == "nt":
        return VENV / "Scripts" / "python.exe"
    return VENV / "bin" / "python"


def prepare_packages(wanted: str) -> None:
    """Install the locked packages unless the stamp says they are there."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    stamp = wanted_stamp(version, wanted)
    if venv_python().exists() and is_covered(stamp, read_stamp()):
        return
    print("Setting up: this takes a minute or two, and only the first time.", flush=True)
    STAMP.unlink(missing_ok=True)
    if not is_usable(version):
        make_venv()
    install(LOCKS[wanted])
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp, indent=1) + "\n", "utf-8")
    unfinished.replace(STAMP)


def is_usable(version: str) -> bool:
    """Return whether `.venv` is a working one of this Python version, with pip."""
    if not venv_python().exists():
        return False
    question = "import pip, platform; print(platform.python_version())"
    answer = subprocess.run(
        [str(venv_python()), "-c", question],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return answer.returncode == 0 and answer.stdout.strip() == version


def make_venv() -> None:
    """Create an empty `.venv`, replacing a broken one."""
    if not has_module("ensurepip"):  # Debian keeps it in a package of its own
        provide(["python3-venv"], "Python's own venv module")
    result = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if result.returncode != 0:
        raise SetupError(f"The folder {VENV} could not be made. See the lines above for the cause.")


def has_module(name: str) -> bool:
    """Return whether a fresh interpreter like this one can import `name`."""
    command = [sys.executable, "-c", f"import {name}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(lock: Path) -> None:
    """Install exactly what the lock file lists, each file checked against its hash."""
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    # The lock is complete, so nothing has to be resolved; compiling is quicker in one go below.
    options = ["--quiet", "--require-hashes", "--no-deps", "--no-compile", "-r", str(lock)]
    result = subprocess.run([*pip, "install", *options], stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        raise SetupError(
            "The packages could not be installed, so nothing was started. "
            "Check the network connection, then run the same command again."
        )
    compile_all = [str(venv_python()), "-m", "compileall", "-q", "-j", "0", str(VENV / "lib")]
    if os.name != "nt":
        # Some packages carry templates that are not valid Python: not a reason to stop.
        subprocess.run(compile_all, capture_output=True, stdin=subprocess.DEVNULL, check=False)


# System libraries -------------------------------------------------------------------------------


def prepare_libraries(with_window: bool) -> None:
    """Install or name the system libraries Qt cannot find."""
    missing = missing_libraries(qt_files(with_window))
    if not missing:
        return
    packages = packages_for(missing, is_time64(read_os_release()))
    if packages and shutil.which("apt-get"):
        provide(packages, "Qt")
        missing = missing_libraries(qt_files(with_window))
    if missing:
        names = ", ".join(sorted(missing))
        raise SetupError(f"Qt needs these system libraries, and they are missing here: {names}.")


def qt_files(with_window: bool) -> list[Path]:
    """Return the Qt libraries and plugins the program loads."""
    names = CORE_QT_FILES + (WINDOW_QT_FILES if with_window else ())
    folders = sorted((VENV / "lib").glob("python3.*/site-packages/PySide6/Qt"))
    paths = (folder / name for folder in folders for name in names)
    return [path for path in paths if path.exists()]


def missing_libraries(files: Iterable[Path]) -> set[str]:
    """Return the names of the shared libraries these files need and the system lacks."""
    paths = [str(path) for path in files]
    ldd = shutil.which("ldd")
    if not paths or ldd is None:
        return set()
    result = subprocess.run(
        [ldd, *paths],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    return parse_ldd(result.stdout)


def parse_ldd(output: str) -> set[str]:
    """Return the library names `ldd` reports as not found."""
    lines = (line.strip() for line in output.splitlines())
    return {line.split(" => ")[0] for line in lines if line.endswith("=> not found")}


def packages_for(missing: Iterable[str], time64: bool) -> list[str]:
    """Return the Debian packages to install; empty when no known package brings a missing name.

    Installing once should be enough, so when one is missing the whole set is named.
    """
    every = CORE_LIBRARIES | WINDOW_LIBRARIES
    if every.keys().isdisjoint(missing):
        return []
    names = set(every.values()) | {"fonts-dejavu-core"}
    renamed = RENAMED_FOR_64_BIT_TIME if time64 else {}
    return sorted(renamed.get(name, name) for name in names)


def read_os_release() -> dict[str, str]:
    """Return the fields of /etc/os-release; empty when there is no such file."""
    try:
        text = Path("/etc/os-release").read_text("utf-8")
    except OSError:
        return {}
    return parse_os_release(text)


def parse_os_release(text: str) -> dict[str, str]:
    """Return the fields of an os-release file, without quotes."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}


def is_time64(release: Mapping[str, str]) -> bool:
    """Return whether this release uses the package names of Debian 13 and Ubuntu 24.04."""
    name, version = release.get("ID", ""), release.get("VERSION_ID", "")
    major = int(version.split(".")[0]) if version.split(".")[0].isdigit() else None
    if name == "debian":
        return major is None or major >= 13
    if name == "ubuntu":
        return major is None or major >= 24
    old = {"bullseye", "bookworm", "focal", "jammy"}
    codenames = {release.get(f"{key}_CODENAME") for key in ("UBUNTU", "DEBIAN", "VERSION")}
    return not codenames & old


def provide(packages: Sequence[str], reason: str) -> None:
    """Install Debian packages as root; otherwise raise with the one line that would."""
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"{reason} is missing here. Debian calls it {', '.join(packages)}. "
            "Install what your system calls it, then run this again."
        )
    if os.geteuid() != 0:
        raise SetupError(
            f"{reason} needs a few system packages. Install them once, then run this again:\n\n"
            f"  sudo apt-get install -y --no-install-recommends {' '.join(packages)}\n"
        )
    print(f"Installing system packages for {reason}.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        result = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if result.returncode != 0:
        raise SetupError(f"{' '.join(command)} did not work:\n{result.stderr.strip()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
