"""The schedule of beat in the court's time: the night at 00:30, the digests at 07:30, the sweeps of what waits."""

from django.db import migrations

COURT_TIME = "Asia/Shanghai"
DAILY = {
    "nightly": ("oversight.nightly.run", "0", "30", None),
    # Not taken for hours, the morning is over and so is its digest.
    "digests": ("oversight.digests.post", "7", "30", 6 * 3600),
}
EVERY_MINUTE = {
    "outbox-sweep": "courts.outbox.sweep",
    "draws-sweep": "assignment.draws.sweep",
}


def schedule(apps, schema_editor):
    crontabs = apps.get_model("django_celery_beat", "CrontabSchedule")
    intervals = apps.get_model("django_celery_beat", "IntervalSchedule")
    tasks = apps.get_model("django_celery_beat", "PeriodicTask")
    for name, (task, hour, minute, expires) in DAILY.items():
        crontab, _ = crontabs.objects.get_or_create(
            minute=minute, hour=hour, day_of_week="*", day_of_month="*", month_of_year="*", timezone=COURT_TIME
        )
        tasks.objects.update_or_create(
            name=name, defaults={"task": task, "crontab": crontab, "expire_seconds": expires}
        )
    every_minute, _ = intervals.objects.get_or_create(every=1, period="minutes")
    for name, task in EVERY_MINUTE.items():
        # A sweep that was not taken within the minute is dropped: the next one does the same.
        tasks.objects.update_or_create(
            name=name, defaults={"task": task, "interval": every_minute, "expire_seconds": 60}
        )


def unschedule(apps, schema_editor):
    tasks = apps.get_model("django_celery_beat", "PeriodicTask")
    tasks.objects.filter(name__in=[*DAILY, *EVERY_MINUTE]).delete()


class Migration(migrations.Migration):
    replaces = [("oversight", "0006_digest_schedule")]
    dependencies = [("oversight", "0001_tables")]

    operations = [migrations.RunPython(schedule, unschedule)]
