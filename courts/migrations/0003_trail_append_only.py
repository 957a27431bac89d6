"""The trail is append-only: triggers for everybody, grants for the web role, one procedure to erase payloads."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
ALTER TABLE courts_trailhead ADD CONSTRAINT trail_head_of_a_court
    FOREIGN KEY (court_id) REFERENCES courts_court (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE courts_trailevent ADD CONSTRAINT trail_event_of_a_court
    FOREIGN KEY (court_id) REFERENCES courts_court (id) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION court_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION court_trail_payload_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('court.erasing_event', true) = OLD.event_id::text
        AND NEW.event_id = OLD.event_id AND NEW.salt = '' AND NEW.body = '' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the trail is append-only: UPDATE on % is refused', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER trail_event_rows BEFORE UPDATE OR DELETE ON courts_trailevent
    FOR EACH ROW EXECUTE FUNCTION court_trail_is_append_only();
CREATE TRIGGER trail_event_whole BEFORE TRUNCATE ON courts_trailevent
    FOR EACH STATEMENT EXECUTE FUNCTION court_trail_is_append_only();
CREATE TRIGGER trail_payload_update BEFORE UPDATE ON courts_trailpayload
    FOR EACH ROW EXECUTE FUNCTION court_trail_payload_guard();
CREATE TRIGGER trail_payload_rows BEFORE DELETE ON courts_trailpayload
    FOR EACH ROW EXECUTE FUNCTION court_trail_is_append_only();
CREATE TRIGGER trail_payload_whole BEFORE TRUNCATE ON courts_trailpayload
    FOR EACH STATEMENT EXECUTE FUNCTION court_trail_is_append_only();
CREATE TRIGGER trail_erasure_rows BEFORE UPDATE OR DELETE ON courts_trailerasure
    FOR EACH ROW EXECUTE FUNCTION court_trail_is_append_only();
CREATE TRIGGER trail_erasure_whole BEFORE TRUNCATE ON courts_trailerasure
    FOR EACH STATEMENT EXECUTE FUNCTION court_trail_is_append_only();
CREATE TRIGGER trail_head_rows BEFORE DELETE ON courts_trailhead
    FOR EACH ROW EXECUTE FUNCTION court_trail_is_append_only();
CREATE TRIGGER trail_head_whole BEFORE TRUNCATE ON courts_trailhead
    FOR EACH STATEMENT EXECUTE FUNCTION court_trail_is_append_only();

CREATE FUNCTION court_erase_trail_payload(
    erased_event bigint, erased_at timestamptz, erased_by text, erasure_ground text
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF trim(erasure_ground) = '' THEN
        RAISE EXCEPTION 'an erasure needs a ground';
    END IF;
    INSERT INTO courts_trailerasure (event_id, at, by, ground)
        VALUES (erased_event, erased_at, erased_by, erasure_ground);
    PERFORM set_config('court.erasing_event', erased_event::text, true);
    UPDATE courts_trailpayload SET salt = '', body = '' WHERE event_id = erased_event;
    PERFORM set_config('court.erasing_event', '', true);
END $$;
REVOKE ALL ON FUNCTION court_erase_trail_payload(bigint, timestamptz, text, text) FROM PUBLIC;

DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'court_web') AND current_user <> 'court_web' THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON courts_trailevent, courts_trailpayload, courts_trailerasure
            FROM court_web;
        REVOKE INSERT ON courts_trailerasure FROM court_web;
        REVOKE DELETE, TRUNCATE ON courts_trailhead FROM court_web;
    END IF;
END $$;
"""

BACKWARD = """
ALTER TABLE courts_trailevent DROP CONSTRAINT trail_event_of_a_court;
ALTER TABLE courts_trailhead DROP CONSTRAINT trail_head_of_a_court;
DROP FUNCTION court_erase_trail_payload(bigint, timestamptz, text, text);
DROP FUNCTION court_trail_payload_guard() CASCADE;
DROP FUNCTION court_trail_is_append_only() CASCADE;
"""


class Migration(migrations.Migration):
    replaces = [("courts", "0002_trail_append_only")]
    dependencies = [("courts", "0002_tables")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
