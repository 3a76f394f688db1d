"""Secrets at rest: addresses of calendars and keys of services are kept so that a stolen store tells none.

The key is what FULLSTRIDE_KEY says, or else a file beside the store that nobody but its owner can read. A
backup does not hold it.
"""

import base64
import binascii
import contextlib
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fullstride.domain.errors import BadUsage, StoreTrouble

VARIABLE = "FULLSTRIDE_KEY"
FILE_ENDING = "-key"
SHORTEST_KEY = 32
_FORM = "s1."
_NONCE_BYTES = 12
_ABOUT = b"fullstride: addresses and keys of services"


@dataclass(frozen=True)
class StoreSealer:
    """Seals what is kept in a store, named as every command takes it, with AES-256-GCM.

    The key is looked for when it is first needed, and made where there is none. Both verbs raise BadUsage for
    a FULLSTRIDE_KEY that is too short, and where a database on a server needs one; StoreTrouble where the
    file of the key can't be read or written.
    """

    store: str

    def seal(self, secret: str) -> str:
        """As text; twice the same is never alike."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self._key).encrypt(nonce, secret.encode(), _ABOUT)
        return _FORM + base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str) -> str:
        """Raises BadUsage where it was sealed by another key, or is damaged."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self._key
        try:
            data = base64.b64decode(sealed.removeprefix(_FORM), altchars=b"-_", validate=True)
            opened = AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _ABOUT)
        except (InvalidTag, binascii.Error, ValueError):
            raise BadUsage(
                "This was encrypted with another key than the one that is here; give it once more"
            ) from None
        return opened.decode()

    @cached_property
    def _key(self) -> bytes:
        said = os.environ.get(VARIABLE, "")
        if said:
            if len(said) < SHORTEST_KEY:
                raise BadUsage(f"{VARIABLE} has {SHORTEST_KEY} letters at least, drawn at random")
            return _derived(said.encode())
        from fullstride.store.where import read_where

        where = read_where(self.store)
        if where.url:
            raise BadUsage(f"With a database on a server, {VARIABLE} says by what addresses are encrypted")
        if where.path is None:
            return secrets.token_bytes(32)
        path = where.path.with_name(where.path.name + FILE_ENDING)
        try:
            return _derived(_kept(path))
        except OSError as error:
            raise StoreTrouble(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _kept(path: Path) -> bytes:
    """The key in a file. Of two programs that make it at once, one does."""
    if not path.exists():
        made = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(made, path)  # whole or not at all, and never over another
        made.unlink()
    key = path.read_bytes().strip()
    if len(key) < SHORTEST_KEY:
        raise StoreTrouble(f"{path} holds no key; put back the one that was there")
    return key


def _derived(secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_ABOUT).derive(secret)
