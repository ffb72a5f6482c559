"""The entry that starts the program at login: written, read back, removed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ui import autostart
from ui.autostart import DesktopEntry, LaunchAgent, RunKey


class FakeRegistry:
    """Stand in for the registry of Windows."""

    HKEY_CURRENT_USER, REG_SZ = 1, 1

    def __init__(self):
        self.kept = {}

    def CreateKey(self, _root, path):
        assert path == autostart.RUN_KEY
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def QueryValueEx(self, _key, name):
        if name not in self.kept:
            raise FileNotFoundError(name)
        return self.kept[name], self.REG_SZ

    def SetValueEx(self, _key, name, _reserved, _kind, text):
        self.kept[name] = text

    def DeleteValue(self, _key, name):
        if self.kept.pop(name, None) is None:
            raise FileNotFoundError(name)


@pytest.fixture(params=["linux", "macos", "windows"])
def entry(request, tmp_path):
    if request.param == "linux":
        return DesktopEntry(tmp_path / "autostart")
    if request.param == "macos":
        return LaunchAgent(tmp_path / "agents")
    return RunKey(FakeRegistry())


def test_the_entry_is_written_and_read_back(entry):
    assert not autostart.is_on(entry)
    assert autostart.switch(entry, True)
    assert autostart.is_on(entry)
    assert entry.words() == [sys.executable, str(autostart.MAIN), "--background"]


def test_the_entry_is_removed_also_twice(entry):
    autostart.switch(entry, True)
    assert autostart.switch(entry, False)
    assert autostart.switch(entry, False)
    assert entry.words() == []


@pytest.mark.parametrize("place", ["/home/Rosa Q/my program", '/a"b', "/50%/x", "/a$b`c", "/ü é"])
def test_any_path_comes_back(entry, place, monkeypatch):
    monkeypatch.setattr(autostart, "MAIN", Path(place) / "main.py")
    assert autostart.switch(entry, True) or '"' in place
    if '"' not in place or not isinstance(entry, RunKey):  # no such name on Windows
        assert entry.words()[1] == str(Path(place) / "main.py")


def test_an_entry_follows_the_program_to_another_folder(entry, monkeypatch, tmp_path):
    autostart.switch(entry, True)
    monkeypatch.setattr(autostart, "MAIN", tmp_path / "moved" / "main.py")
    assert autostart.renew(entry)
    assert autostart.is_on(entry)


def test_an_entry_that_somebody_removed_stays_away(entry):
    assert not autostart.renew(entry)
    assert entry.words() == []


def test_an_entry_of_another_program_folder_is_not_ours(entry, monkeypatch):
    autostart.switch(entry, True)
    monkeypatch.setattr(autostart, "MAIN", Path("/elsewhere/main.py"))
    assert not autostart.is_on(entry)


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_switched_off_is_off(tmp_path, line):
    entry = DesktopEntry(tmp_path)
    autostart.switch(entry, True)
    text = entry.path.read_text().replace("X-GNOME-Autostart-enabled=true", "")
    entry.path.write_text(f"{text}\n{line}\n")
    assert not autostart.is_on(entry)


@pytest.mark.parametrize("text", ["", 'Exec="x', "\0", "no lines", "Exec"])
def test_a_damaged_entry_is_no_entry(tmp_path, text):
    entry = DesktopEntry(tmp_path)
    entry.path.write_text(text)
    assert not autostart.is_on(entry)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    assert not autostart.switch(DesktopEntry(tmp_path / "file"), True)


def test_the_folder_of_the_person_is_respected(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "mine"))
    assert DesktopEntry().path.parent == tmp_path / "mine" / "autostart"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert DesktopEntry().path.parent == tmp_path / ".config" / "autostart"


def test_a_packaged_program_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert autostart.command() == [sys.executable, "--background"]


def test_the_desktop_entry_is_valid(tmp_path):
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("desktop-file-validate is not installed")
    entry = DesktopEntry(tmp_path)
    autostart.switch(entry, True)
    done = subprocess.run(
        ["desktop-file-validate", str(entry.path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_entry_leaves_no_part_behind(tmp_path):
    autostart.switch(DesktopEntry(tmp_path), True)
    assert os.listdir(tmp_path) == ["caregiver-organizer.desktop"]
