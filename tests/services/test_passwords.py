"""Computers without a password safe: asked each time, kept nowhere, and no crash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
from caregiver.services.passwords import Passwords
one = Passwords()
print(one.has_keyring(), one.keep("https://a", "anna", "secret"), one.find("https://a", "anna"))
print(Passwords().find("https://a", "anna") == "")
one.forget("https://a", "anna")
print(one.find("https://a", "anna") == "")
"""


@pytest.mark.parametrize(
    "backend",
    ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring", "no.such.Backend",
     "keyring.backends.SecretService.Keyring", "keyring.backends.chainer.ChainerBackend",
     "nonsense"],
)  # fmt: skip
def test_without_a_safe_a_password_is_known_only_while_the_program_runs(
    tmp_path: Path, backend: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/nobody",
        "PYTHON_KEYRING_BACKEND": backend,
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["False", "False", "secret", "True", "True"], done.stderr
    assert "secret" not in "".join(
        one.read_text("utf-8", "replace") for one in home.rglob("*") if one.is_file()
    )
