"""What the texts of earlier cases refer to, so that later cases naming the same are found."""

from django.db import migrations

from cases.relations.domain import references

BATCH = 2000


def forwards(apps, schema_editor):
    texts = apps.get_model("cases", "CaseText").objects.exclude(facts="")
    reference = apps.get_model("cases", "CaseReference")
    batch = []
    rows = texts.values_list("case_id", "court_id", "facts", "case__title")
    for case_id, court_id, facts, title in rows.iterator(chunk_size=BATCH):
        batch += [
            reference(case_id=case_id, court_id=court_id, kind=one.kind.value, value=one.value)
            for one in references(f"{title}\n{facts}")
        ]
        if len(batch) >= BATCH:
            reference.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    reference.objects.bulk_create(batch, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_relations")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
