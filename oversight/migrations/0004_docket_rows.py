"""The rows of the docket, from those by handler; later they are made together."""

from django.db import migrations

FILL = """
    INSERT INTO oversight_docket
        (court_id, filed_on, division_id, type_code, assigned, sealed_case_id, state, stopped_since,
         blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category, number)
    SELECT court_id, filed_on, division_id, type_code, handler_id IS NOT NULL, sealed_case_id, state,
           stopped_since, blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category,
           sum(number)
    FROM oversight_standing
    GROUP BY court_id, filed_on, division_id, type_code, handler_id IS NOT NULL, sealed_case_id, state,
             stopped_since, blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_docket")]

    operations = [migrations.RunSQL(FILL, "DELETE FROM oversight_docket")]
