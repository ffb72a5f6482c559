"""Setting up a fresh machine: the parts that decide, without installing anything."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "packaging").glob("requirements*.lock"))


def load(name: str) -> ModuleType:
    """Import a script of packaging/, which is a folder of scripts and no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


setup_env = load("setup_env")


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))


def test_there_is_a_lock_for_running_and_one_for_developing():
    assert [lock.name for lock in LOCKS] == ["requirements-dev.lock", "requirements.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_holds_no_address(lock):
    found = re.findall(
        r"://|\bfile:|--\S*index\S*|--find-links|@ |/\w+/\w+/", lock.read_text("utf-8")
    )
    assert found == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_hash(lock):
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8").strip())
    assert len(entries) > 20
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_is_tested_is_what_runs():
    runtime, development = pins(setup_env.LOCKS["runtime"]), pins(setup_env.LOCKS["dev"])
    assert runtime.items() <= development.items()


def test_packaging_folder_is_never_a_package():
    # It would hide the library of the same name, which pytest itself needs.
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (4, 0, 0)])
def test_new_enough_python_is_accepted(version):
    setup_env.check_python(version)


def test_old_python_is_refused_in_plain_words():
    with pytest.raises(setup_env.SetupError, match=r"needs Python 3\.11 or newer.*Python 3\.9\.2"):
        setup_env.check_python((3, 9, 2))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_display_is_found_by_its_variables(environment, expected):
    assert setup_env.has_display(environment) is expected


def test_development_packages_cover_running_too():
    run, develop = (setup_env.wanted_stamp("3.11.9", kind) for kind in ("runtime", "dev"))
    assert setup_env.is_covered(run, develop)
    assert not setup_env.is_covered(develop, run)


def test_other_python_version_asks_for_a_new_set_up():
    present = setup_env.wanted_stamp("3.11.9", "runtime")
    assert not setup_env.is_covered(setup_env.wanted_stamp("3.12.1", "runtime"), present)


@pytest.mark.parametrize("text", ["", "{", "[]", '"done"'])
def test_damaged_stamp_counts_as_none(text, tmp_path, monkeypatch):
    stamp = tmp_path / "stamp.json"
    stamp.write_text(text, "utf-8")
    monkeypatch.setattr(setup_env, "STAMP", stamp)
    assert setup_env.read_stamp() == {}


def test_ldd_output_is_read_for_what_is_not_found():
    output = (
        "/venv/libqxcb.so:\n"
        "\tlinux-vdso.so.1 (0x00007ffc)\n"
        "\tlibxcb-cursor.so.0 => not found\n"
        "\tlibX11.so.6 => /usr/lib/libX11.so.6 (0x00007f)\n"
        "\tlibxcb-cursor.so.0 => not found\n"
        "\tlibEGL.so.1 => not found\n"
    )
    assert setup_env.parse_ldd(output) == {"libxcb-cursor.so.0", "libEGL.so.1"}


def test_one_missing_library_names_the_whole_set_so_one_line_is_enough():
    packages = setup_env.packages_for({"libEGL.so.1"}, time64=False)
    assert {"libegl1", "libxcb-cursor0", "libglib2.0-0", "fonts-dejavu-core"} <= set(packages)
    assert packages == sorted(set(packages))


def test_newer_debian_gets_its_own_package_names():
    packages = set(setup_env.packages_for({"libEGL.so.1"}, time64=True))
    assert {"libglib2.0-0t64", "libcups2t64"} <= packages
    assert not {"libglib2.0-0", "libcups2"} & packages


def test_library_that_no_known_package_brings_is_not_guessed():
    assert setup_env.packages_for({"libsomething.so.9"}, time64=False) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ID=debian\nVERSION_ID="12"\n', False),
        ('ID=debian\nVERSION_ID="13"\n', True),
        ('ID=debian\nPRETTY_NAME="Debian GNU/Linux forky/sid"\n', True),
        ('ID=ubuntu\nVERSION_ID="22.04"\n', False),
        ('ID=ubuntu\nVERSION_ID="24.04"\n', True),
        ('ID=linuxmint\nVERSION_ID="21.3"\nUBUNTU_CODENAME=jammy\n', False),
        ('ID=linuxmint\nVERSION_ID="22"\nUBUNTU_CODENAME=noble\n', True),
    ],
)
def test_release_decides_the_package_names(text, expected):
    assert setup_env.is_time64(setup_env.parse_os_release(text)) is expected


def test_without_root_the_one_line_to_type_is_named(monkeypatch):
    monkeypatch.setattr(setup_env.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup_env.os, "geteuid", lambda: 1000)
    with pytest.raises(setup_env.SetupError, match=r"sudo apt-get install .* libegl1"):
        setup_env.provide(["libegl1"], "Qt")


def test_without_apt_the_missing_libraries_are_named(monkeypatch):
    monkeypatch.setattr(setup_env.shutil, "which", lambda name: None)
    monkeypatch.setattr(setup_env, "missing_libraries", lambda files: {"libEGL.so.1"})
    with pytest.raises(setup_env.SetupError, match=r"libEGL\.so\.1"):
        setup_env.prepare_libraries(with_window=False)


def test_unknown_word_on_the_command_line_is_a_usage_error(capsys):
    assert setup_env.main(["--everything"]) == 2
    assert "Usage" in capsys.readouterr().err
