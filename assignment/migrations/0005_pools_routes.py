"""Each pool's type of case becomes its general route; open cases are weighed; draws get their narrow rosters."""

from django.db import migrations

from assignment.fairness.services import fill_rosters
from assignment.pools.services.loads import recompute_loads

_ROUTES = """
    INSERT INTO assignment_poolroute (pool_id, court_id, tier, type_code, procedure, cause_code, complexity, from_on)
    SELECT pool.id, pool.court_id, 9, pool.type_code, '', '', '',
           coalesce((SELECT min(member.from_on) FROM assignment_poolmember member WHERE member.pool_id = pool.id),
                    DATE '2019-01-01')
    FROM assignment_pool pool
    WHERE NOT EXISTS (SELECT 1 FROM assignment_poolroute route WHERE route.pool_id = pool.id)
"""
_TYPES = """
    UPDATE assignment_pool pool SET type_code = route.type_code
    FROM assignment_poolroute route WHERE route.pool_id = pool.id AND route.tier = 9 AND route.type_code <> ''
"""


def forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_ROUTES)
        cursor.execute("SELECT DISTINCT court_id FROM cases_casehandling WHERE handler_id IS NOT NULL")
        handled = [court for (court,) in cursor.fetchall()]
        cursor.execute("SELECT DISTINCT court_id FROM assignment_draw WHERE purpose = 'handler'")
        drawn = [court for (court,) in cursor.fetchall()]
    recompute_loads(handled)
    for court in drawn:
        fill_rosters(court)


def backwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_TYPES)
        cursor.execute("DELETE FROM assignment_caseload")
        cursor.execute("DELETE FROM assignment_drawroster")


class Migration(migrations.Migration):
    dependencies = [
        ("assignment", "0005_pools_tables"),
        ("cases", "0003_limits"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
