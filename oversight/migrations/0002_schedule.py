"""The schedule of beat: the night at 00:30 in the court's time, and the sweeps of what was left waiting."""

from django.db import migrations

COURT_TIME = "Asia/Shanghai"
NIGHT = ("nightly", "oversight.nightly.run")
EVERY_MINUTE = {
    "outbox-sweep": "courts.outbox.sweep",
    "draws-sweep": "assignment.draws.sweep",
}


def schedule(apps, schema_editor):
    crontabs = apps.get_model("django_celery_beat", "CrontabSchedule")
    intervals = apps.get_model("django_celery_beat", "IntervalSchedule")
    tasks = apps.get_model("django_celery_beat", "PeriodicTask")
    night, _ = crontabs.objects.get_or_create(
        minute="30", hour="0", day_of_week="*", day_of_month="*", month_of_year="*", timezone=COURT_TIME
    )
    minute, _ = intervals.objects.get_or_create(every=1, period="minutes")
    name, task = NIGHT
    tasks.objects.update_or_create(name=name, defaults={"task": task, "crontab": night})
    for name, task in EVERY_MINUTE.items():
        # A sweep that was not taken within the minute is dropped: the next one does the same.
        tasks.objects.update_or_create(
            name=name, defaults={"task": task, "interval": minute, "expire_seconds": 60}
        )


def unschedule(apps, schema_editor):
    tasks = apps.get_model("django_celery_beat", "PeriodicTask")
    tasks.objects.filter(name__in=[NIGHT[0], *EVERY_MINUTE]).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("oversight", "0001_initial"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
