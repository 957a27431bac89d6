"""A pool has routes instead of one type of case, and each pool its own median for who is back from leave."""

import django.db.models.deletion
from django.db import migrations, models

_REENTRIES = """
    INSERT INTO assignment_reentry (absence_id, pool_id, load)
    SELECT DISTINCT absence.id, pool.id, absence.reentry_load
    FROM assignment_absence absence
    JOIN assignment_poolmember member ON member.judge_id = absence.judge_id
    JOIN assignment_pool pool ON pool.id = member.pool_id AND pool.court_id = absence.court_id
    WHERE absence.reentry_load IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ('assignment', '0005_pools_routes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='pool',
            name='pool_once_a_court_and_type',
        ),
        migrations.RemoveField(
            model_name='pool',
            name='type_code',
        ),
        migrations.RemoveField(
            model_name='poolevent',
            name='type_code',
        ),
        migrations.CreateModel(
            name='Reentry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('load', models.PositiveIntegerField()),
                ('absence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reentries', to='assignment.absence')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assignment.pool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('absence', 'pool'), name='reentry_once_a_pool')],
            },
        ),
        migrations.RunSQL(_REENTRIES, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='absence',
            name='reentry_load',
        ),
        migrations.RemoveField(
            model_name='absenceevent',
            name='reentry_load',
        ),
    ]
