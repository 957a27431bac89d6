"""Routes to pools, teams, alerts about pools, what cases weigh, and the narrow rosters of draws."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from courts.migrations._together import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('assignment', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='pool',
            name='changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='poolmember',
            name='ceiling',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='负荷上限'),
        ),
        migrations.AddField(
            model_name='poolmemberevent',
            name='ceiling',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='负荷上限'),
        ),
        migrations.AlterField(
            model_name='absence',
            name='kind',
            field=models.CharField(choices=[('leave', '休假'), ('seconded', '借调'), ('suspended', '停职')], max_length=10, verbose_name='类别'),
        ),
        migrations.AlterField(
            model_name='absenceevent',
            name='kind',
            field=models.CharField(choices=[('leave', '休假'), ('seconded', '借调'), ('suspended', '停职')], max_length=10, verbose_name='类别'),
        ),
        CreateModels([
            migrations.CreateModel(
                name='CaseLoad',
                fields=[
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='load', serialize=False, to='cases.case')),
                    ('hundredths', models.PositiveIntegerField()),
                    ('court', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                    ('judge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['judge', 'court'], include=('hundredths',), name='case_load_by_judge'), models.Index(fields=['court'], name='case_load_by_court')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('hundredths__gte', 1)), name='case_load_weighs')],
                },
            ),
            migrations.CreateModel(
                name='DrawRoster',
                fields=[
                    ('draw', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='assignment.draw')),
                    ('drawn_on', models.DateField()),
                    ('attempt', models.PositiveSmallIntegerField()),
                    ('total', models.PositiveIntegerField()),
                    ('judges', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                    ('weights', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), size=None)),
                    ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None)),
                    ('status', models.CharField(max_length=12)),
                    ('winner_id', models.UUIDField(null=True)),
                    ('changed', models.BooleanField(default=False)),
                    ('court', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                    ('pool', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assignment.pool')),
                ],
                options={
                    'indexes': [models.Index(fields=['court', 'drawn_on'], name='draw_roster_by_day')],
                },
            ),
            migrations.CreateModel(
                name='PoolAlert',
                fields=[
                    ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('empty', '无人可抽'), ('few', '可抽法官少于下限'), ('changed', '抽签前名单变动')], max_length=8, verbose_name='类别')),
                    ('raised_on', models.DateField(verbose_name='提示日')),
                    ('detail', models.JSONField(default=dict)),
                    ('closed_at', models.DateTimeField(null=True, verbose_name='解除时间')),
                    ('closed_by', models.CharField(blank=True, max_length=160, verbose_name='核查人')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='核查情况')),
                    ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court', verbose_name='法院')),
                    ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='assignment.pool', verbose_name='分案池')),
                ],
                options={
                    'indexes': [models.Index(fields=['court', '-raised_on'], name='pool_alert_by_court')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('pool', 'kind'), name='pool_alert_one_open')],
                },
            ),
            migrations.CreateModel(
                name='PoolRoute',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('tier', models.PositiveSmallIntegerField(default=9, verbose_name='级')),
                    ('type_code', models.CharField(blank=True, max_length=6, verbose_name='类型代字')),
                    ('procedure', models.CharField(blank=True, max_length=20, verbose_name='程序')),
                    ('cause_code', models.CharField(blank=True, max_length=40, verbose_name='案由')),
                    ('claim_from_fen', models.BigIntegerField(blank=True, null=True, verbose_name='标的额起（分）')),
                    ('claim_to_fen', models.BigIntegerField(blank=True, null=True, verbose_name='标的额止（分）')),
                    ('complexity', models.CharField(blank=True, max_length=8, verbose_name='繁简')),
                    ('from_on', models.DateField(verbose_name='起')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='止')),
                    ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court', verbose_name='法院')),
                    ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='assignment.pool', verbose_name='分案池')),
                ],
                options={
                    'verbose_name': '分案规则',
                    'verbose_name_plural': '分案规则',
                    'constraints': [models.CheckConstraint(condition=models.Q(('tier__gte', 1), ('tier__lte', 9)), name='route_tier'), models.CheckConstraint(condition=models.Q(('complexity__in', ['', 'simple', 'ordinary', 'complex'])), name='route_complexity'), models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='route_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('claim_from_fen', None), ('claim_from_fen__gte', 0), _connector='OR'), models.Q(('claim_to_fen', None), ('claim_to_fen__gt', 0), _connector='OR'), models.Q(('claim_from_fen', None), ('claim_to_fen', None), ('claim_to_fen__gt', models.F('claim_from_fen')), _connector='OR')), name='route_claim_is_a_span'), models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('court', 'tier', 'type_code', 'procedure', 'cause_code', 'complexity', 'claim_from_fen', 'claim_to_fen'), name='route_once_a_tier', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='PoolRouteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('tier', models.PositiveSmallIntegerField(default=9, verbose_name='级')),
                    ('type_code', models.CharField(blank=True, max_length=6, verbose_name='类型代字')),
                    ('procedure', models.CharField(blank=True, max_length=20, verbose_name='程序')),
                    ('cause_code', models.CharField(blank=True, max_length=40, verbose_name='案由')),
                    ('claim_from_fen', models.BigIntegerField(blank=True, null=True, verbose_name='标的额起（分）')),
                    ('claim_to_fen', models.BigIntegerField(blank=True, null=True, verbose_name='标的额止（分）')),
                    ('complexity', models.CharField(blank=True, max_length=8, verbose_name='繁简')),
                    ('from_on', models.DateField(verbose_name='起')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='止')),
                    ('court', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.court', verbose_name='法院')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.poolroute')),
                    ('pool', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignment.pool', verbose_name='分案池')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('panel', '专业合议庭'), ('team', '审判团队')], max_length=6, verbose_name='类别')),
                    ('name', models.CharField(max_length=60, verbose_name='名称')),
                    ('causes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='专业范围')),
                    ('formation', models.CharField(max_length=12, verbose_name='编成')),
                    ('from_on', models.DateField(verbose_name='成立日')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='撤销日')),
                    ('rotated_on', models.DateField(verbose_name='上次轮换日')),
                    ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='courts.court', verbose_name='法院')),
                    ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='courts.division', verbose_name='部门')),
                ],
                options={
                    'verbose_name': '审判团队',
                    'verbose_name_plural': '审判团队',
                    'constraints': [models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='team_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('rotated_on__gte', models.F('from_on'))), name='team_rotates_within_its_time'), models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('court', 'name'), name='team_name_once_a_court')],
                },
            ),
            migrations.CreateModel(
                name='TeamEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('panel', '专业合议庭'), ('team', '审判团队')], max_length=6, verbose_name='类别')),
                    ('name', models.CharField(max_length=60, verbose_name='名称')),
                    ('causes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='专业范围')),
                    ('formation', models.CharField(max_length=12, verbose_name='编成')),
                    ('from_on', models.DateField(verbose_name='成立日')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='撤销日')),
                    ('rotated_on', models.DateField(verbose_name='上次轮换日')),
                    ('court', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.court', verbose_name='法院')),
                    ('division', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='courts.division', verbose_name='部门')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.team')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TeamMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='姓名')),
                    ('part', models.CharField(choices=[('judge', '法官'), ('assistant', '法官助理'), ('clerk', '书记员'), ('assessor', '人民陪审员')], max_length=10, verbose_name='分工')),
                    ('from_on', models.DateField(verbose_name='加入日')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='离开日')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='team_terms', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='assignment.team', verbose_name='审判团队')),
                ],
                options={
                    'verbose_name': '团队成员',
                    'verbose_name_plural': '团队成员',
                    'constraints': [models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='team_member_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('person__isnull', False), ('part', 'assessor'), _connector='OR'), name='team_member_is_known'), models.UniqueConstraint(condition=models.Q(('person__isnull', False), ('to_on', None)), fields=('team', 'person'), name='team_member_once_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='TeamMemberEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=60, verbose_name='姓名')),
                    ('part', models.CharField(choices=[('judge', '法官'), ('assistant', '法官助理'), ('clerk', '书记员'), ('assessor', '人民陪审员')], max_length=10, verbose_name='分工')),
                    ('from_on', models.DateField(verbose_name='加入日')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='离开日')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assignment.teammember')),
                    ('team', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignment.team', verbose_name='审判团队')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
        migrations.AddField(
            model_name='pool',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='assignment.team', verbose_name='审判团队'),
        ),
        migrations.AddField(
            model_name='poolevent',
            name='team',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assignment.team', verbose_name='审判团队'),
        ),
    ]
