"""Preferences survive, and nonsense in their file does no harm."""

import json

import pytest

from caregiver import settings
from caregiver.settings import Settings


def test_preferences_come_back(tmp_path):
    kept = Settings(last_file="/x.care", text_size=150, theme="dark", window=(1, 2, 800, 600))
    settings.save(kept, tmp_path / "s" / "settings.json")
    assert settings.load(tmp_path / "s" / "settings.json") == kept


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', '{"text_size": "big"}', '{"theme": "pink"}',
                                  '{"window": [1, 2, 3]}', '{"window": ["a", 1, 2, 3]}',
                                  '{"text_size": 9000}', '{"unknown": 1}'])  # fmt: skip
def test_nonsense_is_as_on_the_first_day(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_text(text)
    loaded = settings.load(path)
    assert loaded.text_size in (100, 200)
    assert loaded.theme == "system"
    assert loaded.window == ()


@pytest.mark.parametrize(("kept", "field", "value"), [
    ('{"notification_words": "loud"}', "notification_words", "neutral"),
    ('{"renotify_minutes": -5}', "renotify_minutes", 0),
    ('{"renotify_times": 900}', "renotify_times", 20),
    ('{"quiet_from": "22:00", "quiet_until": "late"}', "quiet_from", ""),
    ('{"quiet_from": "22:00"}', "quiet_from", ""),
    ('{"quiet_from": "22:00", "quiet_until": "07:00"}', "quiet_from", "22:00"),
    ('{"close_to_tray": 1}', "close_to_tray", False),
])  # fmt: skip
def test_choices_of_reminders_are_checked(tmp_path, kept, field, value):
    path = tmp_path / "settings.json"
    path.write_text(kept)
    assert getattr(settings.load(path), field) == value


def test_a_missing_file_is_the_first_day(tmp_path):
    assert settings.load(tmp_path / "none.json") == Settings()


def test_preferences_are_for_their_owner_only(tmp_path):
    path = tmp_path / "s" / "settings.json"
    settings.save(Settings(), path)
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    settings.save(Settings(), tmp_path / "file" / "settings.json")


def test_nothing_of_the_record_is_in_the_file(tmp_path):
    path = tmp_path / "settings.json"
    settings.save(Settings(last_file="/a.care"), path)
    known = set(Settings.__dataclass_fields__)
    assert set(json.loads(path.read_text())) == known
