"""A judge stands in a pool once at a time and is absent once at a time; a court's pool has its name alone."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary
from django.db import migrations, models
from django.db.models import Func


def spans(function, first, last):
    return Func(first, last, RangeBoundary(inclusive_upper=True), function=function), "&&"


DAYS = spans("daterange", "from_on", "to_on")
JUDGE = spans("uuidrange", "judge", "judge")


class Migration(migrations.Migration):
    dependencies = [("assignment", "0010_overlaps_parted")]

    operations = [
        migrations.RunSQL("CREATE TYPE uuidrange AS RANGE (subtype = uuid)", "DROP TYPE uuidrange"),
        migrations.AddConstraint(
            model_name="absence",
            constraint=ExclusionConstraint(name="absence_once_at_a_time", expressions=[JUDGE, DAYS]),
        ),
        migrations.AddConstraint(
            model_name="pool",
            constraint=models.UniqueConstraint(fields=["court", "name"], name="pool_name_once_a_court"),
        ),
        migrations.AddConstraint(
            model_name="poolmember",
            constraint=ExclusionConstraint(
                name="pool_member_once_at_a_time",
                expressions=[spans("int8range", "pool", "pool"), JUDGE, DAYS],
            ),
        ),
    ]
