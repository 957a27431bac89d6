import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_search'),
        ('courts', '0003_trail_append_only'),
        ('oversight', '0002_schedule'),
    ]

    operations = [
        migrations.CreateModel(
            name='Docket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filed_on', models.DateField()),
                ('type_code', models.CharField(max_length=6)),
                ('assigned', models.BooleanField()),
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
                ('sealed_case', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['court', 'filed_on'], name='docket_by_filing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='docket_is_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('black_on', None), ('state', 'stopped'), ('stopped_since__isnull', False)), models.Q(('state', 'running'), ('stopped_since', None)), models.Q(('black_on', None), ('state', 'none'), ('stopped_since', None)), _connector='OR'), name='docket_state')],
            },
        ),
    ]
