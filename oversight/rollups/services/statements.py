"""The statements that make roll-ups. Each works on the days given (``days``) of one ``court``.

A case counts on the day of its filing (flow, standing, chances of its draws) and on
that of its closing (flow, ended). Division and handler are those it has now.
"""

from __future__ import annotations

COURTS = (
    "SELECT DISTINCT court_id FROM cases_casehandling UNION SELECT DISTINCT court_id FROM oversight_dayflow"
)

TAKE = "DELETE FROM oversight_dirtyday WHERE court_id = %s RETURNING day"

ALL_DAYS = """
    SELECT filed_on FROM cases_case WHERE court_id = %(court)s AND filed_on IS NOT NULL
    UNION SELECT closed_on FROM cases_case WHERE court_id = %(court)s AND closed_on IS NOT NULL
    UNION SELECT day FROM oversight_dayflow WHERE court_id = %(court)s
    ORDER BY 1
"""

_DAYS = "WITH wanted AS (SELECT unnest(%(days)s::date[]) AS day)"
_SEALED = "CASE WHEN c.sealed <> 'none' THEN c.id END"
_DRAWN = """
    EXISTS (SELECT 1 FROM assignment_draw d
            WHERE d.case_id = c.id AND d.status = 'result' AND d.winner_id = h.handler_id)
"""

_CLEAR = "DELETE FROM oversight_{table} WHERE court_id = %(court)s AND {column} = ANY(%(days)s::date[])"

_DAY_FLOW = f"""
    {_DAYS}, told AS (
        SELECT wanted.day, h.division_id, c.type_code, h.handler_id, {_SEALED} AS sealed,
               1 AS filed, {_DRAWN} AS drawn, h.handler_id IS NOT NULL AS assigned,
               0 AS closed, false AS timed, false AS late
        FROM wanted
        JOIN cases_case c ON c.court_id = %(court)s AND c.filed_on = wanted.day
        LEFT JOIN cases_casehandling h ON h.case_id = c.id
        UNION ALL
        SELECT wanted.day, h.division_id, c.type_code, h.handler_id, {_SEALED},
               0, false, false, 1, k.over_on IS NOT NULL, COALESCE(k.over_on <= c.closed_on, false)
        FROM wanted
        JOIN cases_case c ON c.court_id = %(court)s AND c.closed_on = wanted.day
        LEFT JOIN cases_casehandling h ON h.case_id = c.id
        LEFT JOIN cases_caseclock k ON k.case_id = c.id
    )
    INSERT INTO oversight_dayflow
        (court_id, day, division_id, type_code, handler_id, sealed_case_id,
         filed, drawn, given, closed, timed, late)
    SELECT %(court)s, day, division_id, type_code, handler_id, sealed,
           sum(filed), count(*) FILTER (WHERE drawn), count(*) FILTER (WHERE assigned AND NOT drawn),
           sum(closed), count(*) FILTER (WHERE timed), count(*) FILTER (WHERE late)
    FROM told GROUP BY day, division_id, type_code, handler_id, sealed
"""

_CLEAR_MONTHS = (
    "DELETE FROM oversight_monthflow WHERE court_id = %(court)s AND month = ANY(%(months)s::date[])"
)

_MONTH_FLOW = """
    INSERT INTO oversight_monthflow
        (court_id, month, division_id, type_code, sealed_case_id, filed, drawn, given, closed, timed, late)
    SELECT %(court)s, wanted.month, f.division_id, f.type_code, f.sealed_case_id,
           sum(f.filed), sum(f.drawn), sum(f.given), sum(f.closed), sum(f.timed), sum(f.late)
    FROM unnest(%(months)s::date[]) AS wanted(month)
    JOIN oversight_dayflow f ON f.court_id = %(court)s
     AND f.day >= wanted.month AND f.day < wanted.month + interval '1 month'
    GROUP BY wanted.month, f.division_id, f.type_code, f.sealed_case_id
"""

# A clock that is not watched (closed, or imported and not confirmed) has no lamp; one that stands still
# or has no end has no day of one. LEAST passes over days that are missing.
_RUNS = "k.watched AND k.stopped_since IS NULL AND k.due_on IS NOT NULL"

_STANDING = f"""
    {_DAYS}, told AS (
        SELECT wanted.day, h.division_id, c.type_code, h.handler_id, {_SEALED} AS sealed,
               CASE WHEN {_RUNS} THEN 'running'
                    WHEN k.watched AND k.stopped_since IS NOT NULL THEN 'stopped' ELSE 'none' END AS state,
               CASE WHEN k.watched THEN k.stopped_since END AS stopped_since,
               CASE WHEN {_RUNS} THEN
                   LEAST(k.warn_on, k.near_on, k.ask_on, k.red_on, k.over_on) END AS blue_on,
               CASE WHEN {_RUNS} THEN LEAST(k.near_on, k.ask_on, k.red_on, k.over_on) END AS yellow_on,
               CASE WHEN {_RUNS} THEN LEAST(k.ask_on, k.red_on, k.over_on) END AS orange_on,
               CASE WHEN {_RUNS} THEN LEAST(k.red_on, k.over_on) END AS red_on,
               CASE WHEN {_RUNS} THEN k.over_on END AS black_on,
               NOT c.open_confirmed AS unconfirmed, c.four_category
        FROM wanted
        JOIN cases_case c
          ON c.court_id = %(court)s AND c.filed_on = wanted.day AND c.status = 'open'
        LEFT JOIN cases_casehandling h ON h.case_id = c.id
        LEFT JOIN cases_caseclock k ON k.case_id = c.id
    )
    INSERT INTO oversight_standing
        (court_id, filed_on, division_id, type_code, handler_id, sealed_case_id, state, stopped_since,
         blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category, number)
    SELECT %(court)s, day, division_id, type_code, handler_id, sealed, state, stopped_since,
           blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category, count(*)
    FROM told
    GROUP BY day, division_id, type_code, handler_id, sealed, state, stopped_since,
             blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category
"""

# Made from the rows just made: cases that differ in their handler only become one row.
_DOCKET = """
    INSERT INTO oversight_docket
        (court_id, filed_on, division_id, type_code, assigned, sealed_case_id, state, stopped_since,
         blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category, number)
    SELECT court_id, filed_on, division_id, type_code, handler_id IS NOT NULL, sealed_case_id, state,
           stopped_since, blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category,
           sum(number)
    FROM oversight_standing
    WHERE court_id = %(court)s AND filed_on = ANY(%(days)s::date[])
    GROUP BY court_id, filed_on, division_id, type_code, handler_id IS NOT NULL, sealed_case_id, state,
             stopped_since, blue_on, yellow_on, orange_on, red_on, black_on, unconfirmed, four_category
"""

_HAD_LAMPS = "c.open_confirmed AND k.due_on IS NOT NULL"

_ENDED = f"""
    {_DAYS}, told AS (
        SELECT wanted.day, c.filed_on, h.division_id, c.type_code, h.handler_id, {_SEALED} AS sealed,
               CASE WHEN {_HAD_LAMPS} THEN LEAST(k.near_on, k.ask_on, k.red_on, k.over_on) END AS yellow_on,
               CASE WHEN {_HAD_LAMPS} THEN k.over_on END AS black_on
        FROM wanted
        JOIN cases_case c ON c.court_id = %(court)s AND c.closed_on = wanted.day
        LEFT JOIN cases_casehandling h ON h.case_id = c.id
        LEFT JOIN cases_caseclock k ON k.case_id = c.id
    )
    INSERT INTO oversight_ended
        (court_id, closed_on, filed_on, division_id, type_code, handler_id, sealed_case_id,
         yellow_on, black_on, number)
    SELECT %(court)s, day, filed_on, division_id, type_code, handler_id, sealed,
           yellow_on, black_on, count(*)
    FROM told GROUP BY day, filed_on, division_id, type_code, handler_id, sealed, yellow_on, black_on
"""

_CHANCES = f"""
    {_DAYS}, told AS (
        SELECT wanted.day, (entry ->> 'id')::uuid AS judge_id, {_SEALED} AS sealed, d.winner_id,
               (entry ->> 'weight')::bigint * 1000000 / d.total_weight AS chance
        FROM wanted
        JOIN cases_case c ON c.court_id = %(court)s AND c.filed_on = wanted.day
        JOIN assignment_draw d ON d.case_id = c.id AND d.status = 'result'
        CROSS JOIN LATERAL jsonb_array_elements(d.snapshot::jsonb -> 'roster') AS entry
        WHERE (entry ->> 'eligible')::boolean
    )
    INSERT INTO oversight_drawchance (court_id, day, judge_id, sealed_case_id, draws, drawn, chance, spread)
    SELECT %(court)s, day, judge_id, sealed, count(*), count(*) FILTER (WHERE judge_id = winner_id),
           sum(chance), sum(chance * (1000000 - chance) / 1000000)
    FROM told GROUP BY day, judge_id, sealed
"""

MAKE = (
    _CLEAR.format(table="dayflow", column="day"),
    _DAY_FLOW,
    _CLEAR_MONTHS,
    _MONTH_FLOW,
    _CLEAR.format(table="standing", column="filed_on"),
    _STANDING,
    _CLEAR.format(table="docket", column="filed_on"),
    _DOCKET,
    _CLEAR.format(table="ended", column="closed_on"),
    _ENDED,
    _CLEAR.format(table="drawchance", column="day"),
    _CHANCES,
)
