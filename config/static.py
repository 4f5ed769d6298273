"""Static files under names that carry their hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names for ES modules too, so that `import` statements follow a new release at once."""

    support_js_module_import_aggregation = True
