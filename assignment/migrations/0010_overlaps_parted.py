"""What overlaps is parted before the database forbids it: memberships, absences, pools of one name.

Nothing is lost: triggers keep every row as it was. Of memberships of one judge in one pool the one that
begins later holds, as draws have always read them; the earlier goes on after it where it lasts longer.
Of absences of one judge the earlier stays: the later begins on the day after it, or goes where no day of
it is left. Of pools of one name in a court the first keeps it, the others have a number behind it.
"""

from datetime import date, timedelta
from itertools import groupby

from django.db import migrations

ONE_DAY = timedelta(days=1)
LONGEST = 54


def forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    part_members(apps.get_model("assignment", "PoolMember"))
    part_absences(apps.get_model("assignment", "Absence"))
    part_names(apps.get_model("assignment", "Pool"))


def held(spans):
    """(place, first day, last day) of what holds of spans in the order of their beginning; None: no end."""
    ends = [date.max if last is None else last for _, last in spans]
    edges = {first for first, _ in spans} | {end + ONE_DAY for end in ends if end < date.max}
    found = []
    for first, following in zip(sorted(edges), [*sorted(edges)[1:], None], strict=True):
        places = [n for n, (begins, _) in enumerate(spans) if begins <= first <= ends[n]]
        last = None if following is None else following - ONE_DAY
        if places and found and found[-1][0] == places[-1] and found[-1][2] == first - ONE_DAY:
            found[-1] = (places[-1], found[-1][1], last)
        elif places:
            found.append((places[-1], first, last))
    return found


def part_members(model):
    rows = model.objects.order_by("pool_id", "judge_id", "from_on", "pk")
    for _, group in groupby(list(rows), key=lambda row: (row.pool_id, row.judge_id)):
        members = list(group)
        parts = held([(row.from_on, row.to_on) for row in members])
        begun = set()
        for place, first, last in sorted(parts, key=lambda part: part[1]):
            row = members[place]
            if place in begun:
                row.pk = None
            elif (row.from_on, row.to_on) == (first, last):
                begun.add(place)
                continue
            begun.add(place)
            row.from_on, row.to_on = first, last
            row.save()


def part_absences(model):
    until = {}
    for row in model.objects.order_by("judge_id", "from_on", "pk"):
        taken = until.get(row.judge_id, date.min)
        if row.to_on <= taken:
            row.delete()
            continue
        until[row.judge_id] = row.to_on
        if row.from_on <= taken:
            row.from_on = taken + ONE_DAY
            row.save()


def part_names(model):
    taken = set(model.objects.values_list("court_id", "name"))
    seen = set()
    for pool in model.objects.order_by("pk"):
        name, number = pool.name, 1
        if (pool.court_id, name) in seen:
            while (pool.court_id, pool.name) in taken:
                number += 1
                pool.name = f"{name[:LONGEST]}（{number}）"
            pool.save()
        taken.add((pool.court_id, pool.name))
        seen.add((pool.court_id, pool.name))


class Migration(migrations.Migration):
    dependencies = [("assignment", "0009_second_eyes")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
