"""The full check of the alerts on Sundays at 03:00 in the court's time."""

from django.db import migrations

NAME, TASK = "alerts-check", "oversight.nightly.check"


def schedule(apps, schema_editor):
    crontabs = apps.get_model("django_celery_beat", "CrontabSchedule")
    tasks = apps.get_model("django_celery_beat", "PeriodicTask")
    crontab, _ = crontabs.objects.get_or_create(
        minute="0", hour="3", day_of_week="0", day_of_month="*", month_of_year="*", timezone="Asia/Shanghai"
    )
    tasks.objects.update_or_create(name=NAME, defaults={"task": TASK, "crontab": crontab})


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("oversight", "0005_alert_kinds")]

    operations = [migrations.RunPython(schedule, unschedule)]
