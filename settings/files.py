"""Where the bytes of documents lie: a folder only the application reads, outside what the web serves."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class DocumentStorage(FileSystemStorage):
    """Files under DOCUMENT_ROOT; they have no address, the application hands them out itself."""

    def __init__(self) -> None:
        super().__init__(
            location=settings.DOCUMENT_ROOT, file_permissions_mode=0o640, directory_permissions_mode=0o750
        )

    def url(self, name: str | None) -> str:
        raise ValueError("documents are handed out by the application only")
