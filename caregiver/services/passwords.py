"""Passwords of calendar servers: in the computer's own safe, else only while the program runs."""

from collections.abc import Callable
from typing import TypeVar

SERVICE = "Caregiver Organizer calendar"
_NOT_SAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
T = TypeVar("T")


class Passwords:
    """Keeps passwords in the keyring of the computer. They are in no file of this program."""

    def __init__(self) -> None:
        """Begin with nothing in memory."""
        self._memory: dict[str, str] = {}

    def find(self, address: str, user: str) -> str:
        """Return a password, empty where it is not known and must be asked for."""
        name = _name(address, user)
        return self._memory.get(name) or self._safely(lambda ring: ring.find(name)) or ""

    def keep(self, address: str, user: str, password: str) -> bool:
        """Keep a password; say whether it will still be known after the program was closed."""
        name = _name(address, user)
        self._memory[name] = password
        return self._safely(lambda ring: ring.keep(name, password)) is True

    def forget(self, address: str, user: str) -> None:
        """Take a password out of memory and keyring."""
        name = _name(address, user)
        self._memory.pop(name, None)
        self._safely(lambda ring: ring.forget(name))

    def has_keyring(self) -> bool:
        """Say whether this computer can keep passwords safely."""
        return self._safely(lambda ring: True) is True

    @staticmethod
    def _safely(act: "Callable[[_Keyring], T]") -> T | None:
        """Ask the keyring; None where there is none, or where it is locked and stays so."""
        from keyring.errors import KeyringError

        try:
            ring = _Keyring.of_this_computer()
            return act(ring) if ring else None
        except (KeyringError, OSError, RuntimeError):
            return None


class _Keyring:
    """The system's keyring, through the keyring library."""

    @classmethod
    def of_this_computer(cls) -> "_Keyring | None":
        """Return it, None where there is only a file or nothing behind it."""
        import keyring

        try:
            ring = keyring.get_keyring()
        except (ImportError, ValueError, AttributeError, TypeError):
            return None  # the one that was set up for this computer is not there
        # a chain asks one keyring after the other; an empty one keeps nothing
        parts = list(ring.backends) if hasattr(ring, "backends") else [ring]
        if not parts or any(type(one).__module__.startswith(_NOT_SAFE) for one in parts):
            return None
        return cls()

    def find(self, name: str) -> str | None:
        import keyring

        return keyring.get_password(SERVICE, name)

    def keep(self, name: str, password: str) -> bool:
        import keyring

        keyring.set_password(SERVICE, name, password)
        return True

    def forget(self, name: str) -> None:
        import keyring

        keyring.delete_password(SERVICE, name)


def _name(address: str, user: str) -> str:
    return f"{user} {address}"
