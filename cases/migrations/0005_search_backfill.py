"""The search text of the cases there are, a batch at a time."""

from django.db import migrations

BATCH = 5000
_NEXT = "SELECT id FROM cases_case WHERE id > %s ORDER BY id LIMIT %s"
_FIRST = "00000000-0000-0000-0000-000000000000"


def write(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        last = _FIRST
        while True:
            cursor.execute(_NEXT, [last, BATCH])
            found = [str(row[0]) for row in cursor.fetchall()]
            if not found:
                return
            cursor.execute("SELECT court_search_write(%s::uuid[])", [found])
            last = found[-1]


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_search'),
    ]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
