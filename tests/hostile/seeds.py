#!/usr/bin/env python3
# Writes the corpus as seeds for fuzzing, without a server: seeds.py FOLDER makes FOLDER/http (each request as bytes)
# and FOLDER/json (its body alone, where it has one). Huge ones are left out.

import sys
from pathlib import Path

from corpus import every_case, to_bytes

LARGEST = 65_536


class Anybody:
    """Placeholders without a server: the same text for all of a kind."""

    def __getattr__(self, name):
        return {
            "log": lambda *_: "/v1/logs/a", "other": lambda *_: "/v1/logs/b", "log_name": lambda *_: "a",
            "key": lambda *_: "k" * 32, "token": lambda *_: "e30.e30.AA", "document": lambda *_: "0" * 64,
        }.get(name, lambda *_: "01234567-89ab-8def-8123-456789abcdef")

    def head(self, method, path, role=None):
        path = path if path.startswith("/v1") else self.log() + path
        fields = f"{method} {path} HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer {self.token(role)}\\r\\n"
        if method == "POST":
            fields += f"Idempotency-Key: {self.key()}\\r\\nContent-Type: application/json\\r\\n"
            fields += "Content-Length: {length}\\r\\n"
        return fields + "\\r\\n"


def main(folder):
    for kind in ("http", "json"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for case in every_case():
        for number, sent in enumerate(case.sent):
            request = to_bytes(sent.text, Anybody())
            name = f"{case.name.replace('/', '-')}-{number}"
            body = request.partition(b"\r\n\r\n")[2]
            for kind, data in (("http", request), ("json", body)):
                if data and len(data) <= LARGEST:
                    (folder / kind / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
