"""Alerts of every kind, reminders of open stops, the weekly full check."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_limits'),
        ('courts', '0003_trail_append_only'),
        ('oversight', '0004_docket_rows'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='months',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='超过几个月'),
        ),
        migrations.AddField(
            model_name='alertevent',
            name='months',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='超过几个月'),
        ),
        migrations.AlterField(
            model_name='alert',
            name='kind',
            field=models.CharField(choices=[('limit', '审限'), ('pending', '长期未结'), ('custody', '久押不决'), ('hidden', '隐性超审限')], max_length=10, verbose_name='类别'),
        ),
        migrations.AlterField(
            model_name='alert',
            name='level',
            field=models.CharField(choices=[('two_thirds', '已过2/3'), ('near', '临近'), ('ask', '申请延长最后期限'), ('red', '三日内届满'), ('over', '超审限'), ('pending_1', '长期未结一级'), ('pending_2', '长期未结二级'), ('pending_3', '长期未结三级'), ('pending_4', '长期未结四级'), ('custody_1', '久押不决一级'), ('custody_2', '久押不决二级'), ('hidden', '隐性超审限')], max_length=12, verbose_name='级别'),
        ),
        migrations.AlterField(
            model_name='alertevent',
            name='kind',
            field=models.CharField(choices=[('limit', '审限'), ('pending', '长期未结'), ('custody', '久押不决'), ('hidden', '隐性超审限')], max_length=10, verbose_name='类别'),
        ),
        migrations.AlterField(
            model_name='alertevent',
            name='level',
            field=models.CharField(choices=[('two_thirds', '已过2/3'), ('near', '临近'), ('ask', '申请延长最后期限'), ('red', '三日内届满'), ('over', '超审限'), ('pending_1', '长期未结一级'), ('pending_2', '长期未结二级'), ('pending_3', '长期未结三级'), ('pending_4', '长期未结四级'), ('custody_1', '久押不决一级'), ('custody_2', '久押不决二级'), ('hidden', '隐性超审限')], max_length=12, verbose_name='级别'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('status', 'closed'), _negated=True), fields=['court', 'kind', 'due_on'], name='alert_standing'),
        ),
        migrations.CreateModel(
            name='FullCheck',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('until', models.DateField(verbose_name='核对至')),
                ('started_at', models.DateTimeField(verbose_name='开始')),
                ('took_ms', models.PositiveIntegerField(default=0, verbose_name='用时（毫秒）')),
                ('clocks', models.PositiveIntegerField(default=0, verbose_name='核对的审限')),
                ('found', models.JSONField(default=dict, verbose_name='漏生成的预警')),
                ('closed', models.PositiveIntegerField(default=0, verbose_name='应解除未解除')),
            ],
            options={
                'verbose_name': '全量核对',
                'verbose_name_plural': '全量核对',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='StopReminder',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stop_reminders', to='cases.case')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='cases.ledgeritem')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几次')),
                ('reminded_on', models.DateField(verbose_name='催办日')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
            ],
            options={
                'verbose_name': '停表催办',
                'verbose_name_plural': '停表催办',
                'indexes': [models.Index(fields=['case', '-reminded_on'], name='stop_reminder_by_case')],
                'constraints': [models.UniqueConstraint(fields=('item', 'reminded_on'), name='stop_reminder_once_a_day'), models.UniqueConstraint(fields=('item', 'number'), name='stop_reminder_once_a_number')],
            },
        ),
    ]
