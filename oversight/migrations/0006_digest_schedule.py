"""The schedule of beat: the digests at 07:30 in the court's time."""

from django.db import migrations

NAME, TASK = "digests", "oversight.digests.post"


def schedule(apps, schema_editor):
    crontabs = apps.get_model("django_celery_beat", "CrontabSchedule")
    tasks = apps.get_model("django_celery_beat", "PeriodicTask")
    morning, _ = crontabs.objects.get_or_create(
        minute="30",
        hour="7",
        day_of_week="*",
        day_of_month="*",
        month_of_year="*",
        timezone="Asia/Shanghai",
    )
    # Not taken for hours, the morning is over and so is its digest.
    tasks.objects.update_or_create(
        name=NAME, defaults={"task": TASK, "crontab": morning, "expire_seconds": 6 * 3600}
    )


def unschedule(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("oversight", "0005_alert_follow_up"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
