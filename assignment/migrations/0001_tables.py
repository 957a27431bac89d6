"""The tables of assignment."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("assignment", "0001_initial"),
        ("assignment", "0002_initial"),
        ("assignment", "0003_sample_draws"),
    ]

    dependencies = [
        ("cases", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='法官')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court', verbose_name='法院')),
                ('kind', models.CharField(choices=[('leave', '休假'), ('suspended', '停职')], max_length=10, verbose_name='类别')),
                ('from_on', models.DateField(verbose_name='起')),
                ('to_on', models.DateField(verbose_name='止')),
                ('approved_by', models.CharField(max_length=60, verbose_name='批准人')),
                ('reentry_load', models.PositiveIntegerField(editable=False, null=True)),
            ],
            options={
                'verbose_name': '缺勤',
                'verbose_name_plural': '缺勤',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='absence_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='AbsenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.absence')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('judge', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='法官')),
                ('court', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.court', verbose_name='法院')),
                ('kind', models.CharField(choices=[('leave', '休假'), ('suspended', '停职')], max_length=10, verbose_name='类别')),
                ('from_on', models.DateField(verbose_name='起')),
                ('to_on', models.DateField(verbose_name='止')),
                ('approved_by', models.CharField(max_length=60, verbose_name='批准人')),
                ('reentry_load', models.PositiveIntegerField(editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DrawChain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draw_chains', to='courts.court')),
                ('purpose', models.CharField(max_length=14)),
                ('year', models.PositiveSmallIntegerField()),
                ('part', models.PositiveSmallIntegerField(default=1)),
                ('anchor', models.CharField(max_length=64, unique=True)),
                ('tail_cipher', models.BinaryField()),
                ('length', models.PositiveIntegerField()),
                ('last_no', models.PositiveIntegerField(default=0)),
                ('last_snapshot_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('court', 'purpose', 'year', 'part'), name='chain_once'), models.CheckConstraint(condition=models.Q(('last_no__lte', models.F('length'))), name='chain_not_overrun')],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='courts.court')),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='assignment.drawchain')),
                ('draw_no', models.PositiveIntegerField()),
                ('purpose', models.CharField(choices=[('handler', 'handler'), ('assessor', 'assessor'), ('review', 'review')], default='handler', max_length=14)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='cases.case')),
                ('subject', models.CharField(blank=True, max_length=120)),
                ('attempt', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('committed', '已锁定名单'), ('nonce_fixed', '已报数'), ('result', '已抽出'), ('void', '作废')], default='committed', max_length=12)),
                ('snapshot', models.TextField()),
                ('snapshot_hash', models.CharField(max_length=64, unique=True)),
                ('receipt', models.CharField(max_length=16, unique=True)),
                ('nonce', models.CharField(blank=True, max_length=32)),
                ('nonce_source', models.CharField(blank=True, max_length=10)),
                ('reveal', models.CharField(blank=True, max_length=64)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('total_weight', models.PositiveIntegerField(null=True)),
                ('counter', models.PositiveIntegerField(null=True)),
                ('x', models.PositiveIntegerField(null=True)),
                ('winner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to=settings.AUTH_USER_MODEL)),
                ('picked', models.CharField(blank=True, max_length=40)),
                ('operator', models.CharField(max_length=160)),
                ('committed_at', models.DateTimeField()),
                ('nonce_at', models.DateTimeField(null=True)),
                ('revealed_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': '抽取分案',
                'verbose_name_plural': '抽取分案',
                'indexes': [models.Index(fields=['court', '-committed_at'], name='draw_by_court')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'draw_no'), name='draw_no_once_a_chain'), models.UniqueConstraint(fields=('case', 'attempt'), name='draw_attempt_once_a_case'), models.UniqueConstraint(condition=models.Q(('status__in', ['committed', 'nonce_fixed'])), fields=('case',), name='draw_one_open_a_case'), models.UniqueConstraint(condition=models.Q(('subject', ''), _negated=True), fields=('court', 'subject', 'attempt'), name='draw_attempt_once_a_subject'), models.UniqueConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), ('status__in', ['committed', 'nonce_fixed'])), fields=('court', 'subject'), name='draw_one_open_a_subject'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'result'), _negated=True), models.Q(('counter__isnull', False), ('total_weight__gte', 1), ('x__isnull', False), models.Q(('winner__isnull', False), models.Q(('picked', ''), _negated=True), _connector='OR'), models.Q(('reveal', ''), _negated=True), models.Q(('seed', ''), _negated=True)), _connector='OR'), name='draw_result_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('picked', ''), ('purpose', 'handler'), ('subject', '')), models.Q(models.Q(('purpose', 'handler'), _negated=True), ('case', None), ('winner', None), models.Q(('subject', ''), _negated=True)), _connector='OR'), name='draw_fits_its_purpose')],
            },
        ),
        migrations.CreateModel(
            name='DrawChainEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.drawchain')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('court', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.court')),
                ('purpose', models.CharField(max_length=14)),
                ('year', models.PositiveSmallIntegerField()),
                ('part', models.PositiveSmallIntegerField(default=1)),
                ('anchor', models.CharField(max_length=64)),
                ('length', models.PositiveIntegerField()),
                ('last_no', models.PositiveIntegerField(default=0)),
                ('last_snapshot_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DrawEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.draw')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('court', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.court')),
                ('chain', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignment.drawchain')),
                ('draw_no', models.PositiveIntegerField()),
                ('purpose', models.CharField(choices=[('handler', 'handler'), ('assessor', 'assessor'), ('review', 'review')], default='handler', max_length=14)),
                ('case', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('subject', models.CharField(blank=True, max_length=120)),
                ('attempt', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('committed', '已锁定名单'), ('nonce_fixed', '已报数'), ('result', '已抽出'), ('void', '作废')], default='committed', max_length=12)),
                ('snapshot', models.TextField()),
                ('snapshot_hash', models.CharField(max_length=64)),
                ('receipt', models.CharField(max_length=16)),
                ('nonce', models.CharField(blank=True, max_length=32)),
                ('nonce_source', models.CharField(blank=True, max_length=10)),
                ('reveal', models.CharField(blank=True, max_length=64)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('total_weight', models.PositiveIntegerField(null=True)),
                ('counter', models.PositiveIntegerField(null=True)),
                ('x', models.PositiveIntegerField(null=True)),
                ('winner', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('picked', models.CharField(blank=True, max_length=40)),
                ('operator', models.CharField(max_length=160)),
                ('committed_at', models.DateTimeField()),
                ('nonce_at', models.DateTimeField(null=True)),
                ('revealed_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='courts.court', verbose_name='法院')),
                ('type_code', models.CharField(max_length=6, verbose_name='类型代字')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='courts.division', verbose_name='部门')),
                ('band', models.PositiveIntegerField(blank=True, null=True, verbose_name='负荷带')),
            ],
            options={
                'verbose_name': '分案池',
                'verbose_name_plural': '分案池',
                'constraints': [models.UniqueConstraint(fields=('court', 'type_code'), name='pool_once_a_court_and_type')],
            },
        ),
        migrations.CreateModel(
            name='PoolEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.pool')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('court', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.court', verbose_name='法院')),
                ('type_code', models.CharField(max_length=6, verbose_name='类型代字')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('division', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.division', verbose_name='部门')),
                ('band', models.PositiveIntegerField(blank=True, null=True, verbose_name='负荷带')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PoolMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='assignment.pool', verbose_name='分案池')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pool_terms', to=settings.AUTH_USER_MODEL, verbose_name='法官')),
                ('share', models.PositiveSmallIntegerField(default=100, verbose_name='办案份额(%)')),
                ('from_on', models.DateField(verbose_name='入池日')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='出池日')),
            ],
            options={
                'verbose_name': '分案池成员',
                'verbose_name_plural': '分案池成员',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='pool_member_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('share__gte', 0), ('share__lte', 100)), name='pool_member_share'), models.UniqueConstraint(fields=('pool', 'judge', 'from_on'), name='pool_member_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PoolMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.poolmember')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('pool', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignment.pool', verbose_name='分案池')),
                ('judge', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='法官')),
                ('share', models.PositiveSmallIntegerField(default=100, verbose_name='办案份额(%)')),
                ('from_on', models.DateField(verbose_name='入池日')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='出池日')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
