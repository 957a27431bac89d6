"""The statements that write the cases of a load test, all from two tables of the session.

``scale_part`` are kinds of cases that are alike, ``scale_row`` is one row a case. What
differs from case to case follows from a hash of its key, so the same call writes the same.
"""

from __future__ import annotations

from oversight.management.scale.kinds import CLOCK

_CLOCK_COLUMNS = ", ".join(CLOCK)

PARTS = f"""
    CREATE TEMP TABLE scale_part ON COMMIT DROP AS
    SELECT 0 AS part, ''::text AS type_code, ''::text AS category, ''::text AS procedure,
           ''::text AS claiming, ''::text AS answering,
           '{{}}'::text[] AS causes, '{{}}'::text[] AS cause_codes,
           NULL::date AS filed_on, false AS closed, {_CLOCK_COLUMNS}
    FROM cases_caseclock WHERE false
"""
SEATS = """
    CREATE TEMP TABLE scale_seat (
        court_id bigint, type_code text, place integer, judge_id uuid, division_id bigint,
        PRIMARY KEY (court_id, type_code, place)
    ) ON COMMIT DROP
"""
COURTS = """
    CREATE TEMP TABLE scale_court (
        court_id bigint PRIMARY KEY, number_code text, cases integer, closed integer, already integer,
        clerk_id uuid
    ) ON COMMIT DROP
"""
SAID = """
    CREATE TEMP TABLE scale_said (part integer, place integer, said text, PRIMARY KEY (part, place))
    ON COMMIT DROP
"""

_HASH = "(hashint8extended({key}, {salt}) & 9007199254740991)"


_SHARE = f"{_HASH.format(key='d.key', salt=1)} / 9007199254740992.0::float8"


def _mod(salt: int, parts: str) -> str:
    """A number below ``parts``, by the row's key; another ``salt`` gives an independent one."""
    return f"mod({_HASH.format(key='r.key', salt=salt)}, {parts})::integer"


def _name(salt: int) -> str:
    second = f"substr(%(middle)s, {_mod(salt + 1, '%(middles)s')} + 1, 1)"
    middle = f"CASE WHEN {_mod(salt, '10')} < 7 THEN {second} ELSE '' END"
    return (
        f"substr(%(surnames)s, {_mod(salt + 2, '%(surname_count)s')} + 1, 1) || {middle}"
        f" || substr(%(given)s, {_mod(salt + 3, '%(givens)s')} + 1, 1)"
    )


_STAMP = "lpad(to_hex((extract(epoch FROM r.entered_at) * 1000)::bigint), 12, '0')"


def _uuid7(what: str) -> str:
    """A UUID of version 7 for the moment of entry: the index of cases grows at its end, as in life."""
    return (
        f"(substr({_STAMP}, 1, 8) || '-' || substr({_STAMP}, 9, 4)"
        f" || '-7' || substr(md5({what}), 1, 3) || '-8' || substr(md5({what}), 4, 3)"
        f" || '-' || substr(md5({what}), 7, 12))::uuid"
    )


ROWS = f"""
    CREATE UNLOGGED TABLE scale_row AS
    WITH drawn AS (
        SELECT c.court_id, c.number_code, c.clerk_id, n <= c.cases AS is_open,
               (c.court_id * 10000019 + c.already + n) * 1000003 AS key
        FROM scale_court c CROSS JOIN LATERAL generate_series(1, c.cases + c.closed) AS n
    ), placed AS (
        SELECT d.*, CASE WHEN d.is_open THEN width_bucket({_SHARE}, %(bounds)s::float8[])
                         ELSE %(kinds)s + width_bucket({_SHARE}, %(ended)s::float8[]) END AS part
        FROM drawn d
    ), dated AS (
        SELECT r.*, p.type_code, p.category, p.procedure, p.claiming, p.answering, p.filed_on, p.closed,
               p.causes[1 + {_mod(2, "cardinality(p.causes)")}] AS cause_name,
               p.cause_codes[1 + {_mod(2, "cardinality(p.causes)")}] AS cause_code,
               p.filed_on - {_mod(3, "4")} AS received_on,
               CASE WHEN p.closed THEN least(p.filed_on + 12 + {_mod(4, "80")}, %(until)s) END AS closed_on
        FROM placed r JOIN scale_part p USING (part)
    ), entered AS (
        SELECT r.*, r.received_on + time '01:00' AT TIME ZONE 'UTC' + {_mod(5, "28800000")} * interval '1 ms'
                    AS entered_at, {_name(6)} AS claimant, {_name(10)} AS answerer
        FROM dated r
    )
    SELECT r.*, {_uuid7("r.key::text")} AS id, s.judge_id, s.division_id,
           r.claimant || '诉' || r.answerer || r.cause_name AS title,
           r.claimant || fact.said || r.answerer || claim.said AS facts,
           row_number() OVER (PARTITION BY r.court_id, extract(year FROM r.filed_on), r.type_code
                              ORDER BY r.filed_on, r.key) + coalesce(n.last, 0) AS serial
    FROM entered r
    LEFT JOIN cases_numbercounter n
         ON n.court_id = r.court_id AND n.special = '' AND n.type_code = r.type_code
         AND n.year = extract(year FROM r.filed_on)
    JOIN scale_said fact ON fact.part = 1 AND fact.place = {_mod(23, "%(fact_count)s")}
    JOIN scale_said claim ON claim.part = 2 AND claim.place = {_mod(24, "%(claim_count)s")}
    LEFT JOIN (SELECT court_id, type_code, count(*) AS seats FROM scale_seat GROUP BY 1, 2) AS room
         ON room.court_id = r.court_id AND room.type_code = r.type_code
    LEFT JOIN scale_seat s ON s.court_id = r.court_id AND s.type_code = r.type_code
         AND s.place = {_mod(14, "room.seats")}
         AND (r.closed OR r.filed_on < %(until)s - 2 OR {_mod(15, "2")} = 0)
    ORDER BY id
"""
KNOWN = ("ANALYZE scale_part", "ANALYZE scale_seat", "ANALYZE scale_said")

_OPEN = "CASE WHEN r.closed THEN 'closed' ELSE 'open' END"
CASES = f"""
    INSERT INTO cases_case (
        id, court_id, status, number, number_year, number_special, number_serial, number_suffix, type_code,
        category, procedure, limit_rule, cause_code, cause_name, title, claim_fen, received_on, filed_on,
        closed_on, disposal, refused_on, refusal_ground, refusal_reason, channel, sealed, detained,
        four_category, external_number, series_key, imported, open_confirmed, entered_at, entered_by_id)
    SELECT r.id, r.court_id, {_OPEN},
           '（' || extract(year FROM r.filed_on) || '）' || r.number_code || r.type_code || r.serial || '号',
           extract(year FROM r.filed_on), '', r.serial, '', r.type_code, r.category, r.procedure, '',
           r.cause_code, r.cause_name, r.title,
           100 * (1000 + {_mod(20, "500000")}), r.received_on, r.filed_on, r.closed_on,
           CASE WHEN r.closed THEN CASE r.category WHEN 'enforcement' THEN 'performed' ELSE 'judgment' END
                ELSE '' END,
           NULL, '', '', CASE WHEN {_mod(21, "3")} = 0 THEN 'online' ELSE 'counter' END, 'none', false,
           {_mod(22, "25")} = 0, '', '', false, true, r.entered_at, r.clerk_id
    FROM scale_row r
"""
TEXTS = "INSERT INTO cases_casetext (case_id, court_id, facts) SELECT id, court_id, facts FROM scale_row"
HANDLINGS = """
    INSERT INTO cases_casehandling (case_id, court_id, division_id, handler_id, assigned_on)
    SELECT id, court_id, division_id, judge_id, CASE WHEN judge_id IS NOT NULL THEN filed_on END
    FROM scale_row
"""
PARTIES = f"""
    INSERT INTO cases_party (id, case_id, court_id, "order", role, kind, name, id_type, id_digest, id_masked,
                             phone_masked, address)
    SELECT {_uuid7("r.key::text || side.place")}, r.id, r.court_id, side.place, side.role, side.kind,
           side.name,           '', '', '', '', ''
    FROM scale_row r CROSS JOIN LATERAL (VALUES
        (1, r.claiming, 'person', r.claimant),
        (2, r.answering, CASE r.category WHEN 'administrative' THEN 'agency' ELSE 'person' END, r.answerer)
    ) AS side (place, role, kind, name)
"""
CLOCKS = f"""
    INSERT INTO cases_caseclock (case_id, court_id, {_CLOCK_COLUMNS})
    SELECT r.id, r.court_id, {", ".join(f"p.{name}" for name in CLOCK)}
    FROM scale_row r JOIN scale_part p USING (part)
"""
COUNTERS = """
    INSERT INTO cases_numbercounter (court_id, year, special, type_code, last)
    SELECT court_id, extract(year FROM filed_on), '', type_code, max(serial) FROM scale_row GROUP BY 1, 2, 4
    ON CONFLICT (court_id, year, special, type_code) DO UPDATE SET last = EXCLUDED.last
"""
# What past nights would have raised. Alerts of the last three days wait; earlier ones were acknowledged.
ALERTS = f"""
    INSERT INTO oversight_alert (id, court_id, case_id, kind, level, status, due_on, raised_on, raised_at,
                                 acknowledged_by_id, acknowledged_label, acknowledged_at, note, reason,
                                 planned_on, escalated)
    SELECT {_uuid7("r.key::text || line.level")}, r.court_id, r.id, 'limit', line.level,
           CASE WHEN known.answered THEN 'acknowledged' ELSE 'open' END, r.due_on, line.day,
           line.day + time '16:30' AT TIME ZONE 'UTC',
           CASE WHEN known.answered THEN r.judge_id END, '',
           CASE WHEN known.answered THEN line.day + time '20:00' AT TIME ZONE 'UTC' END, '', '',
           CASE WHEN known.answered AND line.level = 'over' THEN %(until)s + 60 END, 0
    FROM (SELECT r.*, p.due_on, p.warn_on, p.near_on, p.ask_on, p.red_on, p.over_on
          FROM scale_row r JOIN scale_part p USING (part)
          WHERE NOT r.closed) AS r
    CROSS JOIN LATERAL (VALUES ('two_thirds', r.warn_on), ('near', r.near_on), ('ask', r.ask_on),
                               ('red', r.red_on), ('over', r.over_on)) AS line (level, day)
    CROSS JOIN LATERAL (SELECT line.day < %(until)s - 2 AND r.judge_id IS NOT NULL AS answered) AS known
    WHERE line.day <= %(until)s
"""
# The same text as the database's own court_search_write makes, but by all cores: a new table is filled so.
GRAMS = """
    CREATE UNLOGGED TABLE scale_grams AS
    SELECT told.id, told.court_id, told.parties, told.cause, told.title,
           array_to_tsvector(court_grams('p', told.parties) || court_grams('c', told.cause)
                             || court_grams('t', told.title) || court_grams('f', told.facts)) AS grams
    FROM (SELECT id, court_id, court_plain(claimant) || E'\\n' || court_plain(answerer) AS parties,
                 court_plain(cause_name) AS cause, court_plain(title) AS title, court_plain(facts) AS facts
          FROM scale_row) AS told
"""
SEARCH = """
    INSERT INTO cases_searchtext (case_id, court_id, parties, cause, title, grams)
    SELECT id, court_id, parties, cause, title, grams FROM scale_grams
"""
WRITE = (CASES, TEXTS, HANDLINGS, PARTIES, CLOCKS, COUNTERS, ALERTS, GRAMS, SEARCH)
DONE = ("DROP TABLE scale_row", "DROP TABLE scale_grams")

TABLES = (
    *("cases_case", "cases_casetext", "cases_casehandling", "cases_party", "cases_caseclock"),
    *("oversight_alert", "cases_searchtext"),
)
"""Their own triggers (history, search text) are left out while the rows are written."""
NUMBERED = (
    "SELECT count(*) FILTER (WHERE NOT closed), count(*) FILTER (WHERE closed), court_id"
    " FROM scale_row GROUP BY court_id ORDER BY court_id"
)

INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), c.conname, pg_get_constraintdef(c.oid)
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('u', 'x')
    WHERE i.indrelid = %s::regclass AND NOT i.indisprimary ORDER BY 1
"""
REFERENCES = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY 1
"""
