"""Static files in production: named by their content and compressed, modules that import each other too."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it bears no types
    support_js_module_import_aggregation = True
