"""The text by which cases are found: how text is made plain and cut into grams, and who writes it.

The database writes it, statement by statement, whoever writes the case. The rules
of ``court_plain`` are those of ``cases.search.domain.plain``.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION court_plain(said text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
    AS $$
        SELECT translate(
            normalize(said, NFKC),
            'ABCDEFGHIJKLMNOPQRSTUVWXYZ•‧∙⋅・' || E' \\t\\n\\r\\f\\v',
            'abcdefghijklmnopqrstuvwxyz·····'
        )
    $$;

CREATE FUNCTION court_grams(field text, said text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
        DECLARE letters text[] := string_to_array(coalesce(said, ''), NULL);
        BEGIN
            RETURN ARRAY(
                SELECT field || one || two FROM unnest(letters, letters[2:]) AS pair (one, two)
                WHERE one <> E'\\n' AND two <> E'\\n'
            ) || CASE WHEN field = 'f' THEN '{}' ELSE ARRAY(
                SELECT DISTINCT field || one FROM unnest(letters) AS one WHERE one <> E'\\n'
            ) END;
        END
    $$;

CREATE FUNCTION court_search_write(wanted uuid[]) RETURNS void
    LANGUAGE sql
    AS $$
        INSERT INTO cases_searchtext AS written (case_id, court_id, parties, cause, title, grams)
        SELECT
            texts.id, texts.court_id, texts.parties, texts.cause, texts.title,
            array_to_tsvector(
                court_grams('p', texts.parties) || court_grams('c', texts.cause)
                || court_grams('t', texts.title) || court_grams('f', texts.facts)
            )
        FROM (
            SELECT
                cases.id,
                cases.court_id,
                coalesce(left((
                    SELECT string_agg(court_plain(party.name), E'\\n' ORDER BY party."order")
                    FROM cases_party AS party WHERE party.case_id = cases.id
                ), 40000), '') AS parties,
                court_plain(cases.cause_name) AS cause,
                court_plain(cases.title) AS title,
                court_plain(left(long.facts, 50000)) AS facts
            FROM cases_case AS cases
            LEFT JOIN cases_casetext AS long ON long.case_id = cases.id
            WHERE cases.id = ANY (wanted)
        ) AS texts
        ON CONFLICT (case_id) DO UPDATE SET
            court_id = EXCLUDED.court_id, parties = EXCLUDED.parties, cause = EXCLUDED.cause,
            title = EXCLUDED.title, grams = EXCLUDED.grams
        WHERE (written.court_id, written.parties, written.cause, written.title, written.grams)
            IS DISTINCT FROM
            (EXCLUDED.court_id, EXCLUDED.parties, EXCLUDED.cause, EXCLUDED.title, EXCLUDED.grams)
    $$;
"""

TRIGGERS = """
CREATE FUNCTION court_search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'cases_case' THEN
        IF TG_OP = 'INSERT' THEN
            PERFORM court_search_write(array_agg(id)) FROM fresh;
        ELSE
            PERFORM court_search_write(array_agg(fresh.id)) FROM fresh JOIN stale USING (id)
            WHERE (fresh.court_id, fresh.cause_name, fresh.title)
                IS DISTINCT FROM (stale.court_id, stale.cause_name, stale.title)
            HAVING count(*) > 0;
        END IF;
    ELSIF TG_TABLE_NAME = 'cases_casetext' AND TG_OP = 'INSERT' THEN
        PERFORM court_search_write(array_agg(case_id)) FROM fresh WHERE facts <> '' HAVING count(*) > 0;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM court_search_write(array_agg(case_id)) FROM stale HAVING count(*) > 0;
    ELSIF TG_TABLE_NAME = 'cases_party' AND TG_OP = 'UPDATE' THEN
        PERFORM court_search_write(array_agg(case_id))
            FROM (SELECT case_id FROM fresh UNION SELECT case_id FROM stale) AS touched HAVING count(*) > 0;
    ELSE
        PERFORM court_search_write(array_agg(case_id)) FROM fresh HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER search_new_case AFTER INSERT ON cases_case
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION court_search_follow();
CREATE TRIGGER search_changed_case AFTER UPDATE ON cases_case
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION court_search_follow();
CREATE TRIGGER search_new_facts AFTER INSERT ON cases_casetext
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION court_search_follow();
CREATE TRIGGER search_changed_facts AFTER UPDATE ON cases_casetext
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION court_search_follow();
CREATE TRIGGER search_new_party AFTER INSERT ON cases_party
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION court_search_follow();
CREATE TRIGGER search_changed_party AFTER UPDATE ON cases_party
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION court_search_follow();
CREATE TRIGGER search_removed_party AFTER DELETE ON cases_party
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION court_search_follow();
"""

BACK = """
DROP TRIGGER search_new_case ON cases_case;
DROP TRIGGER search_changed_case ON cases_case;
DROP TRIGGER search_new_facts ON cases_casetext;
DROP TRIGGER search_changed_facts ON cases_casetext;
DROP TRIGGER search_new_party ON cases_party;
DROP TRIGGER search_changed_party ON cases_party;
DROP TRIGGER search_removed_party ON cases_party;
DROP FUNCTION court_search_follow();
DROP FUNCTION court_search_write(uuid[]);
DROP FUNCTION court_grams(text, text);
DROP FUNCTION court_plain(text);
"""

# Rare names are found by an index only where the planner knows that they are rare.
STATISTICS = "ALTER TABLE cases_searchtext ALTER grams SET STATISTICS 500"
STATISTICS_BACK = "ALTER TABLE cases_searchtext ALTER grams SET STATISTICS -1"


class Migration(migrations.Migration):
    replaces = [("cases", "0004_search"), ("cases", "0005_search_backfill")]
    dependencies = [("cases", "0001_tables")]

    operations = [
        migrations.RunSQL(FUNCTIONS + TRIGGERS, BACK),
        migrations.RunSQL(STATISTICS, STATISTICS_BACK),
    ]
