"""What a desktop needs to know about the program agrees with the program."""

import configparser
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def desktop_entry():
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(LINUX / "caregiver-organizer.desktop", "utf-8")
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def description():
    (path,) = LINUX.glob("*.metainfo.xml")
    return ElementTree.parse(path).getroot()


def test_newest_release_described_is_this_version(description):
    assert description.find("releases/release").get("version") == PROJECT["version"]


def test_license_is_the_same_everywhere(description):
    assert description.findtext("project_license") == PROJECT["license"]
    assert (ROOT / "LICENSE").read_text("utf-8").startswith(f"{PROJECT['license']} License")


def test_menu_entry_starts_a_command_that_is_installed(desktop_entry):
    assert desktop_entry["Exec"].split()[0] in PROJECT["gui-scripts"]


def test_menu_entry_opens_the_files_the_system_knows(desktop_entry, description):
    known = ElementTree.parse(LINUX / "caregiver-organizer.xml").getroot()
    (kind,) = [entry.get("type") for entry in known]
    assert desktop_entry["MimeType"] == f"{kind};"
    assert description.findtext("provides/mediatype") == kind


def test_description_names_every_command(description):
    named = {element.text for element in description.findall("provides/binary")}
    assert named == PROJECT["scripts"].keys() | PROJECT["gui-scripts"].keys()


def test_icon_is_there_in_every_usual_size(desktop_entry):
    found = {path.name for path in (PACKAGING / "icons").iterdir()}
    sizes = (16, 22, 24, 32, 48, 64, 128, 256, 512)
    assert {f"{desktop_entry['Icon']}-{size}.png" for size in sizes} <= found


def test_window_shows_the_icon_of_the_menu():
    drawn = (PACKAGING / "icons" / "caregiver-organizer.svg").read_bytes()
    assert (ROOT / "resources" / "icons" / "app.svg").read_bytes() == drawn


def test_every_bundled_font_and_icon_has_its_license_beside_it():
    for folder in ("fonts", "icons"):
        licenses = list((ROOT / "resources" / folder).glob("LICENSE-*.txt"))
        assert licenses, folder
    families = {
        path.name.removeprefix("LICENSE-").removesuffix(".txt")
        for path in (ROOT / "resources" / "fonts").glob("LICENSE-*")
    }
    fonts = {path.stem for path in (ROOT / "resources" / "fonts").glob("*.ttf")}
    assert fonts
    assert {font for font in fonts if not any(font.startswith(name) for name in families)} == set()


def test_icons_take_the_color_of_the_text():
    icons = set((ROOT / "resources" / "icons").glob("*.svg"))
    icons.discard(ROOT / "resources" / "icons" / "app.svg")
    assert len(icons) > 50
    assert [path.name for path in icons if "currentColor" not in path.read_text("utf-8")] == []


def test_package_keeps_what_is_read_as_a_file():
    spec = (PACKAGING / "caregiver-organizer.spec").read_text("utf-8")
    for kept in ('"resources"', '"caregiver/storage/migrations"', '"reportlab"', '"tzdata"'):
        assert re.search(re.escape(kept), spec), kept
