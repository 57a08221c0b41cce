"""The guards as PostgreSQL's triggers, and the functions that order events: ``trail_draw``, ``trail_take`` and ``trail_horizon``.

Ids are not commit order: an event with a lower id may commit after one with a higher. So a transaction that records holds, from before
its first id is drawn until it ends, a shared advisory lock on the last id drawn by then; the lowest id locked in this way is the horizon:
every event up to it is committed and visible, or will never be. Unlike a comparison of transaction ids this keeps the order of
ids, is not held up by transactions that record nothing, and means the same after a restore into another cluster.
"""

from __future__ import annotations

from typing import Final

from onewindow.trail.triggers import BEFORE, DELETE, INSERT, ROW, STATEMENT, TRUNCATE, UPDATE

# The lock's key is one bigint: these sixteen bits (“tr”), then the id, which has room for 2^48 events.
_NAMESPACE: Final = 0x7472

FUNCTIONS: Final[dict[str, tuple[str, str]]] = {
    "trail_draw": (
        "trail_draw() RETURNS bigint LANGUAGE plpgsql",
        f"""
DECLARE
  drawn bigint;
BEGIN
  IF coalesce(current_setting('trail.held', true), '') = '' THEN  -- once a transaction: locks are few
    SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END INTO drawn FROM trail_event_id_seq;
    PERFORM pg_advisory_xact_lock_shared(({_NAMESPACE}::bigint << 48) | drawn);
    PERFORM set_config('trail.held', drawn::text, true);
  END IF;
  RETURN nextval('trail_event_id_seq');
END
""",
    ),
    "trail_take": (
        "trail_take(chain text, OUT number bigint, OUT place bigint, OUT link text) LANGUAGE plpgsql",
        """
BEGIN
  SELECT h.count + 1, h.hash INTO place, link FROM trail_head h WHERE h.subject = chain FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO trail_head (subject, count, hash) VALUES (chain, 0, '') ON CONFLICT (subject) DO NOTHING;
    SELECT h.count + 1, h.hash INTO place, link FROM trail_head h WHERE h.subject = chain FOR UPDATE;
  END IF;
  number := trail_draw();
END
""",
    ),
    "trail_horizon": (
        "trail_horizon() RETURNS bigint LANGUAGE plpgsql",
        f"""
DECLARE
  drawn bigint;
  held bigint;
BEGIN
  -- In this order: who drew an id up to `drawn` held its lock before, so it is seen below or has ended.
  SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END INTO drawn FROM trail_event_id_seq;
  SELECT min(((classid::bigint & 65535) << 32) | objid::bigint) INTO held FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 16 = {_NAMESPACE} AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid();
  RETURN least(drawn, held);
END
""",
    ),
    "trail_refuse": (
        "trail_refuse() RETURNS trigger LANGUAGE plpgsql",
        """
BEGIN
  RAISE EXCEPTION 'trail: what is recorded stays as it is (% on %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
""",
    ),
    "trail_continue": (
        "trail_continue() RETURNS trigger LANGUAGE plpgsql",
        """
BEGIN
  UPDATE trail_head SET count = NEW.position, hash = NEW.hash
    WHERE subject = NEW.subject AND count = NEW.position - 1 AND hash = NEW.previous;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'trail: an event continues its chain' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
""",
    ),
    "trail_head_follows": (
        "trail_head_follows() RETURNS trigger LANGUAGE plpgsql",
        """
BEGIN
  IF TG_OP = 'INSERT' AND NEW.count = 0 AND NEW.hash = '' THEN
    RETURN NEW;
  ELSIF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND NEW.subject = OLD.subject AND NEW.count = OLD.count + 1 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'trail: a head moves with its events' USING ERRCODE = 'integrity_constraint_violation';
END
""",
    ),
    "trail_seal_continues": (
        "trail_seal_continues() RETURNS trigger LANGUAGE plpgsql",
        """
BEGIN
  IF NEW.day <= (SELECT max(day) FROM trail_seal) THEN
    RAISE EXCEPTION 'trail: days are sealed in order, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
""",
    ),
}

# name -> (table, what is put after CREATE TRIGGER name, pg_trigger.tgtype, function)
TRIGGERS: Final[dict[str, tuple[str, str, int, str]]] = {
    "trail_event_kept": ("trail_event", "BEFORE UPDATE OR DELETE OR TRUNCATE", STATEMENT, "trail_refuse"),
    "trail_event_continues": ("trail_event", "AFTER INSERT", ROW | INSERT, "trail_continue"),
    "trail_head_kept": ("trail_head", "BEFORE DELETE OR TRUNCATE", BEFORE | DELETE | TRUNCATE, "trail_refuse"),
    "trail_head_moves": ("trail_head", "BEFORE INSERT OR UPDATE", ROW | BEFORE | INSERT | UPDATE, "trail_head_follows"),
    "trail_seal_kept": ("trail_seal", "BEFORE UPDATE OR DELETE OR TRUNCATE", STATEMENT, "trail_refuse"),
    "trail_seal_in_order": ("trail_seal", "BEFORE INSERT", ROW | BEFORE | INSERT, "trail_seal_continues"),
}
