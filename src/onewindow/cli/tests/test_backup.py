"""``onewindow backup`` and ``restore``: everything comes back and the trail proves it; what is no whole backup changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from onewindow.cli import backup as backups
from onewindow.cli import backup_archive, backup_postgresql
from onewindow.cli.tests.office import SQLITE, UPLOAD, command, empty_database, refused, stands, subjects, tree
from onewindow.papers import files
from onewindow.trail import guards
from onewindow.trail.models import Event
from onewindow.trail.tests.acts import happen, run
from onewindow.trail.verification import verify
from onewindow.words.refused import Refused

# What comes back --------------------------------------------------------------------------------


def test_a_backup_restored_into_an_empty_database_is_proven_by_the_trail(var, kept):
    before, roots, events = tree(var / "files"), tree(var / "roots"), [subject for subject in subjects() if subject != "case:after"]
    assert roots and UPLOAD in before.values()
    empty_database()
    for name in ("files", "roots"):
        (var / name).rename(var.parent / f"old-{name}")
    done = command("restore", str(kept), "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert (answer["trail"]["ok"], answer["trail"]["events"], answer["trail"]["seals"]) == (True, len(events), len(roots))
    assert (answer["other_keys"], answer["roots_before"]) == ([], None)
    assert subjects() == events
    assert {name: content for name, content in before.items() if not name.startswith(".")} == tree(var / "files")
    assert tree(var / "roots") == roots
    assert files.content_of(hashlib.sha256(UPLOAD).hexdigest()) == UPLOAD


def test_after_a_restore_the_guards_stand_and_the_chains_go_on(var, kept):
    empty_database()
    assert backups.restore(kept).verification.ok
    assert guards.missing(connection) == []
    for statement in ("DELETE FROM trail_event", "UPDATE trail_seal SET count = 0"):
        with pytest.raises(DatabaseError, match="trail:"), transaction.atomic():
            run(statement)
    assert happen("case:before").position == 2
    assert happen("case:new").id == max(Event.objects.values_list("id", flat=True))
    assert verify().ok


def test_files_are_readable_by_their_owner_alone_and_roots_by_everyone(var, kept):
    backups.restore(kept, force=True)
    assert {path.stat().st_mode & 0o777 for path in (var / "files").glob("*/*")} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (var / "roots").iterdir()} == {0o644}
    assert kept.stat().st_mode & 0o777 == 0o600


def test_forced_over_a_fuller_database_the_later_roots_and_files_stay_beside(var, kept):
    later = files.keep(b"came after the backup").digest
    (var / "roots" / "2031-01-01.jsonl").write_text("of a day that the backup does not know")
    restored = backups.restore(kept, force=True)
    assert restored.verification.ok
    assert "case:after" not in subjects()
    assert restored.roots_before and (restored.roots_before / "2031-01-01.jsonl").is_file()
    assert files.content_of(later) == b"came after the backup"


def test_a_backup_while_others_write_is_of_one_moment(var, tmp_path):
    stop = threading.Event()

    def write() -> None:
        try:
            while not stop.is_set():
                happen("case:busy")
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backups.backup(tmp_path / "busy.backup")
    finally:
        stop.set()
        writer.join()
    restored = backups.restore(tmp_path / "busy.backup", force=True)
    assert restored.verification.ok


def test_a_backup_takes_the_place_of_an_older_one_only_where_it_is_told_to(var, kept):
    before = kept.read_bytes()
    refused("backup_exists", backups.backup, kept)
    assert kept.read_bytes() == before
    backups.backup(kept, force=True)
    assert backups.restore(kept, force=True).verification.ok
    assert "case:after" in subjects()


def test_a_restore_that_the_trail_does_not_prove_exits_1(var, tmp_path):
    guards.lift(connection)
    run("UPDATE trail_event SET reason = 'changed' WHERE subject = 'case:before'")
    backups.backup(tmp_path / "changed.backup")
    done = command("restore", str(tmp_path / "changed.backup"), "--force", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["trail"]["first_broken"]["subject"] == "case:before"


# The keys ---------------------------------------------------------------------------------------


def test_no_key_is_in_the_backup_and_the_command_names_each_that_must_be_kept_apart(var, tmp_path, settings):
    target = tmp_path / "office.backup"
    said = command("backup", str(target)).stdout
    for name in ("seal.key", "digest.key", "secret.key", "keys/*.pem"):
        assert str(var / name) in said
    with zipfile.ZipFile(target) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"database", "files", "roots", "manifest.json"}
        contents = b"".join(archive.read(name) for name in archive.namelist())
    for key in (settings.SEAL_KEY, settings.DIGEST_KEY, bytes.fromhex(settings.SECRET_KEY)):
        assert key not in contents and key.hex().encode() not in contents
    assert b"the office's own" not in contents


def test_a_restore_beside_other_keys_says_which_and_keeps_the_keys_that_are_here(var, kept, settings):
    settings.DIGEST_KEY = bytes(32)
    settings.SEAL_KEY, settings.SEAL_KEYS_RETIRED = bytes(32), [settings.SEAL_KEY]
    assert backups.restore(kept, force=True).other_keys == ["digest.key"]
    settings.SEAL_KEYS_RETIRED = []
    done = command("restore", str(kept), "--force")
    assert "seal.key 与备份时不同" in done.stdout and "digest.key 与备份时不同" in done.stdout
    assert (var / "keys" / "approval-service.pem").read_text() == "the office's own"


# What is refused --------------------------------------------------------------------------------


def test_a_database_that_holds_something_is_refused_without_force(var, kept):
    refusal = refused("database_not_empty", backups.restore, kept)
    assert "--force" in str(refusal.first.expected)
    assert stands(var)


def test_a_file_that_is_no_backup_is_refused(var, tmp_path):
    happen("case:after")
    for content in (b"", b"no backup", b"PK\x03\x04", b"SQLite format 3\0" + bytes(4096)):
        (tmp_path / "x").write_bytes(content)
        refused("not_a_backup", backups.restore, tmp_path / "x", force=True)
    refused("no_file", backups.restore, tmp_path / "missing", force=True)
    assert stands(var)


def test_a_zip_of_something_else_is_refused(var, tmp_path):
    happen("case:after")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("manifest.json", '{"format": "of another program"}')
    refused("not_a_backup", backups.restore, tmp_path / "x.zip", force=True)
    assert stands(var)


def test_a_backup_that_was_cut_off_is_refused(var, kept):
    content = kept.read_bytes()
    for share in (0.1, 0.5, 0.99):
        kept.write_bytes(content[: int(len(content) * share)])
        refused("not_a_backup", backups.restore, kept, force=True)
    assert stands(var)


def test_an_entry_that_is_not_as_the_manifest_says_is_refused_before_anything_is_replaced(var, kept, tmp_path):
    with zipfile.ZipFile(kept) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    for damaged in [name for name in contents if name != "manifest.json"]:
        for content in (contents[damaged][:-1], contents[damaged] + b"x", b"x" + contents[damaged][1:], None):
            with zipfile.ZipFile(tmp_path / "damaged.backup", "w") as archive:
                for name, whole in contents.items():
                    if name != damaged or content is not None:
                        archive.writestr(name, content if name == damaged and content is not None else whole)
            assert damaged in refused("damaged_backup", backups.restore, tmp_path / "damaged.backup", force=True).first.message
    assert stands(var)


def test_a_flipped_bit_of_the_file_is_found_or_changes_nothing_that_is_unpacked(var, kept, tmp_path):
    whole, copy = kept.read_bytes(), tmp_path / "flipped.backup"
    with backup_archive.opened(kept) as (archive, manifest):
        directory = archive.start_dir
        backup_archive.unpack(archive, manifest, tmp_path / "whole")
    places = random.Random(20230915)
    tail = [places.randrange(directory * 8, len(whole) * 8) for _ in range(300)]
    found = 0
    for number, bit in enumerate([*tail, *(places.randrange(len(whole) * 8) for _ in range(100))]):
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        copy.write_bytes(damaged)
        try:
            with backup_archive.opened(copy) as (archive, manifest):
                backup_archive.unpack(archive, manifest, tmp_path / f"flipped-{number}")
        except Refused:
            found += 1
        else:
            assert tree(tmp_path / f"flipped-{number}") == tree(tmp_path / "whole")
    assert found >= 150


UNFIT = [
    ({"engine": "postgresql" if SQLITE else "sqlite"}, "other_engine"),
    ({"version": 2}, "newer_backup"),
    ({"migrations": ["trail.9999_from_next_year"]}, "newer_backup"),
    ({"keys": {}}, "not_a_backup"),
    ({"entries": {"files/../../seal.key": {"size": 0, "sha256": ""}}}, "not_a_backup"),
    ({"entries": {"/etc/passwd": {"size": 0, "sha256": ""}}}, "not_a_backup"),
    ({"entries": {}}, "damaged_backup"),
]


def test_a_backup_that_does_not_fit_here_is_refused(var, kept, tmp_path):
    for change, code in UNFIT:
        with zipfile.ZipFile(kept) as old, zipfile.ZipFile(tmp_path / "other.backup", "w") as new:
            manifest = json.loads(old.read("manifest.json"))
            new.writestr("manifest.json", json.dumps({**manifest, **change}))
        refused(code, backups.restore, tmp_path / "other.backup", force=True)
    assert stands(var)


def test_a_backup_overwrites_no_other_file_and_needs_its_folder(var, tmp_path):
    (tmp_path / "letter.txt").write_text("a letter")
    refused("file_exists", backups.backup, tmp_path / "letter.txt")
    refused("file_exists", backups.backup, tmp_path)
    refused("file_exists", backups.backup, Path(os.devnull))
    refused("no_folder", backups.backup, tmp_path / "nowhere" / "x")
    assert (tmp_path / "letter.txt").read_text() == "a letter"


def test_an_empty_database_has_nothing_to_back_up(var, tmp_path):
    empty_database()
    refused("nothing_to_back_up", backups.backup, tmp_path / "x")
    assert not (tmp_path / "x").exists()


if SQLITE:

    def test_a_database_in_use_is_refused(var, kept):
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
            other.execute("SELECT count(*) FROM trail_event").fetchone()
            refused("database_in_use", backups.restore, kept, force=True)
        assert stands(var)

    def test_a_damaged_database_is_replaced_with_its_log(var, kept):
        connections.close_all()
        database = Path(connection.settings_dict["NAME"])
        database.write_bytes(b"no database any more" * 1000)
        database.with_name(f"{database.name}-wal").write_bytes(b"nor a log")
        refused("database_not_empty", backups.restore, kept)
        assert backups.restore(kept, force=True).verification.ok

else:

    def test_a_database_in_use_is_refused(var, kept, monkeypatch):
        monkeypatch.setattr(backup_postgresql, "_LOCK_TIMEOUT", "200ms")
        locked, go = threading.Event(), threading.Event()

        def hold() -> None:
            try:
                with transaction.atomic():
                    Event.objects.count()
                    locked.set()
                    go.wait(120)
            finally:
                connection.close()

        holder = threading.Thread(target=hold)
        holder.start()
        assert locked.wait(60)
        try:
            refused("database_in_use", backups.restore, kept, force=True)
        finally:
            go.set()
            holder.join()
        assert stands(var)

    def test_a_restore_that_fails_half_way_changes_nothing(var, kept, monkeypatch):
        monkeypatch.setattr(backup_postgresql, "_CLEAR", backup_postgresql._CLEAR + "CREATE TABLE trail_seal (day date);")
        refused("postgresql_failed", backups.restore, kept, force=True)
        assert stands(var)

    def test_without_the_programs_of_postgresql_both_are_refused(var, kept, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        refused("no_postgresql_client", backups.backup, tmp_path / "x")
        refused("no_postgresql_client", backups.restore, kept, force=True)
        assert stands(var)
