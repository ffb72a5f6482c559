"""Put the built program folder into a Debian package: `dist/caregiver-organizer_….deb`."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from setup_env import CORE_LIBRARIES, LOCKS, RENAMED_FOR_64_BIT_TIME, ROOT, WINDOW_LIBRARIES

NAME = "caregiver-organizer"
PROGRAM = ROOT / "dist" / NAME
TREE = ROOT / "build" / "deb"
LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "packaging" / "icons"
SOURCE_DATE = "1767225600"  # fixed, so that the same program gives the same package


def main() -> int:
    """Build the package and return the exit code."""
    if not PROGRAM.is_dir():
        print(f"{PROGRAM} is not there. Run: make package", file=sys.stderr)
        return 1
    shutil.rmtree(TREE, ignore_errors=True)
    fill_tree()
    package = ROOT / "dist" / f"{NAME}_{version()}_{architecture()}.deb"
    write_control()
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(TREE), str(package)],
        env={**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB")
    return 0


def version() -> str:
    """Return the version from pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def architecture() -> str:
    """Return Debian's name for this processor."""
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def fill_tree() -> None:
    """Copy everything to the place where the package will put it."""
    shutil.copytree(PROGRAM, TREE / "usr/lib" / NAME, symlinks=True)
    commands = TREE / "usr/bin"
    commands.mkdir(parents=True)
    for command in ("caregiver", NAME):
        (commands / command).symlink_to(f"../lib/{NAME}/{command}")
    share = TREE / "usr/share"
    put(LINUX / f"{NAME}.desktop", share / "applications")
    put(LINUX / f"{NAME}.xml", share / "mime/packages")
    for description in LINUX.glob("*.metainfo.xml"):
        put(description, share / "metainfo")
    put(ICONS / f"{NAME}.svg", share / "icons/hicolor/scalable/apps")
    for icon in ICONS.glob(f"{NAME}-*.png"):
        size = icon.stem.rpartition("-")[2]
        folder = share / f"icons/hicolor/{size}x{size}/apps"
        put(icon, folder).rename(folder / f"{NAME}.png")
    put(LINUX / "copyright", share / "doc" / NAME)
    copy_licenses(share / "doc" / NAME / "licenses")


def put(source: Path, folder: Path) -> Path:
    """Copy a file into a folder that is made when needed; return the copy."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / source.name
    shutil.copyfile(source, target)
    target.chmod(0o644)
    return target


def copy_licenses(folder: Path) -> None:
    """Copy the license texts of every bundled Python package."""
    names = re.findall(r"^([a-z0-9-]+)==", LOCKS["runtime"].read_text("utf-8"), re.MULTILINE)
    for name in names:
        try:
            files = distribution(name).files or ()
        except PackageNotFoundError:  # of another platform
            continue
        for file in files:
            if re.search(r"dist-info/.*(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", str(file), re.I):
                put(Path(str(file.locate())), folder / name)


def write_control() -> None:
    """Write the description that dpkg reads."""
    size = sum(p.stat().st_size for p in TREE.rglob("*") if p.is_file() and not p.is_symlink())
    fields = {
        "Package": NAME,
        "Version": version(),
        "Architecture": architecture(),
        "Maintainer": "Caregiver Organizer contributors",
        "Installed-Size": str(size // 1024),
        "Depends": ", ".join(dependencies()),
        "Recommends": "fonts-dejavu-core",
        "Section": "misc",
        "Priority": "optional",
        "Description": (
            "record of one person with cancer, kept by the family\n"
            " Appointments, medicines, side effects, test results and questions in one\n"
            " file on your own computer, and a one-page summary for the next visit.\n"
            " It gives no medical advice, and needs no account and no network."
        ),
    }
    control = TREE / "DEBIAN" / "control"
    control.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    control.write_text(text, "utf-8")


def dependencies() -> list[str]:
    """Return the packages Qt needs, with the newer name as the alternative where there is one."""
    names = sorted({*CORE_LIBRARIES.values(), *WINDOW_LIBRARIES.values()})
    alternatives = [
        f"{RENAMED_FOR_64_BIT_TIME[name]} | {name}" if name in RENAMED_FOR_64_BIT_TIME else name
        for name in names
    ]
    return ["libc6 (>= 2.34)", *alternatives]


if __name__ == "__main__":
    sys.exit(main())
