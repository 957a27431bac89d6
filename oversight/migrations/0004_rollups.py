import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_relation_hints'),
        ('courts', '0002_trail_append_only'),
        ('oversight', '0002_schedule'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DayFlow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('type_code', models.CharField(max_length=6)),
                ('filed', models.PositiveIntegerField()),
                ('drawn', models.PositiveIntegerField()),
                ('given', models.PositiveIntegerField()),
                ('closed', models.PositiveIntegerField()),
                ('timed', models.PositiveIntegerField()),
                ('late', models.PositiveIntegerField()),
                ('court', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.court')),
                ('division', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.division')),
                ('handler', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sealed_case', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('court', 'day', 'division', 'type_code', 'handler', 'sealed_case'), name='day_flow_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('drawn__lte', django.db.models.expressions.CombinedExpression(models.F('filed'), '-', models.F('given'))), ('late__lte', models.F('timed')), ('timed__lte', models.F('closed'))), name='day_flow_parts_within_whole')],
            },
        ),
        migrations.CreateModel(
            name='DirtyDay',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('court', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.court')),
            ],
            options={
                'indexes': [models.Index(fields=['court', 'day'], name='dirty_day_by_court')],
            },
        ),
        migrations.CreateModel(
            name='DrawChance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('draws', models.PositiveIntegerField()),
                ('drawn', models.PositiveIntegerField()),
                ('chance', models.PositiveBigIntegerField()),
                ('spread', models.PositiveBigIntegerField()),
                ('court', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.court')),
                ('judge', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sealed_case', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('court', 'day', 'judge', 'sealed_case'), name='draw_chance_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('drawn__lte', models.F('draws'))), name='draw_chance_parts_within_whole')],
            },
        ),
        migrations.CreateModel(
            name='Ended',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_on', models.DateField()),
                ('filed_on', models.DateField()),
                ('type_code', models.CharField(max_length=6)),
                ('yellow_on', models.DateField(null=True)),
                ('black_on', models.DateField(null=True)),
                ('number', models.PositiveIntegerField()),
                ('court', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.court')),
                ('division', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.division')),
                ('handler', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sealed_case', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['court', 'closed_on'], name='ended_by_closing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on__gte', models.F('filed_on')), ('number__gte', 1)), name='ended_after_filing')],
            },
        ),
        migrations.CreateModel(
            name='MonthFlow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('type_code', models.CharField(max_length=6)),
                ('filed', models.PositiveIntegerField()),
                ('drawn', models.PositiveIntegerField()),
                ('given', models.PositiveIntegerField()),
                ('closed', models.PositiveIntegerField()),
                ('timed', models.PositiveIntegerField()),
                ('late', models.PositiveIntegerField()),
                ('court', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.court')),
                ('division', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.division')),
                ('sealed_case', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('court', 'month', 'division', 'type_code', 'sealed_case'), name='month_flow_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='month_flow_begins_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filed_on', models.DateField()),
                ('type_code', models.CharField(max_length=6)),
                ('state', models.CharField(max_length=7)),
                ('stopped_since', models.DateField(null=True)),
                ('blue_on', models.DateField(null=True)),
                ('yellow_on', models.DateField(null=True)),
                ('orange_on', models.DateField(null=True)),
                ('red_on', models.DateField(null=True)),
                ('black_on', models.DateField(null=True)),
                ('unconfirmed', models.BooleanField()),
                ('four_category', models.BooleanField(null=True)),
                ('number', models.PositiveIntegerField()),
                ('court', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.court')),
                ('division', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='courts.division')),
                ('handler', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sealed_case', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['court', 'filed_on'], name='standing_by_filing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='standing_is_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('black_on', None), ('state', 'stopped'), ('stopped_since__isnull', False)), models.Q(('state', 'running'), ('stopped_since', None)), models.Q(('black_on', None), ('state', 'none'), ('stopped_since', None)), _connector='OR'), name='standing_state')],
            },
        ),
    ]
