"""Cases that were there before the roll-ups: their days are marked, the first refresh counts them."""

from django.db import migrations

MARK = """
    INSERT INTO oversight_dirtyday (court_id, day)
    SELECT court_id, filed_on FROM cases_case WHERE filed_on IS NOT NULL
    UNION
    SELECT court_id, closed_on FROM cases_case WHERE closed_on IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_relation_hints"),
        ("oversight", "0007_nightly_progress"),
    ]

    operations = [migrations.RunSQL(MARK, "DELETE FROM oversight_dirtyday")]
