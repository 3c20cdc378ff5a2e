"""What is known of remote addresses, and what of it is believed."""

from pathlib import Path

from assets.misbehaving import PICTURE

from publish.assets.cache import Cache
from publish.assets.ledger import Entry, Ledger, State, hash_of

ADDRESS = "https://pictures.example/map.png"


def test_a_picture_is_kept_with_what_is_known_of_it(tmp_path: Path) -> None:
    asked = Entry(ADDRESS, State.FETCHED, date="2025-03-01T12:00:00Z", referer="https://a.example/1")
    kept = Ledger(Cache(tmp_path)).keep(asked, PICTURE)
    again = Ledger(Cache(tmp_path))
    assert again.entry(ADDRESS) == kept
    assert kept == Entry(
        ADDRESS,
        State.FETCHED,
        sha256=hash_of(PICTURE),
        media_type="image/png",
        bytes=len(PICTURE),
        date="2025-03-01T12:00:00Z",
        referer="https://a.example/1",
    )
    assert again.picture(ADDRESS) == PICTURE


def test_a_failure_is_kept_with_its_reason_until_there_is_a_picture() -> None:
    ledger = Ledger(Cache(None))
    failed = ledger.keep(Entry(ADDRESS, State.REFUSED, "the server refuses it (403)"))
    assert ledger.entry(ADDRESS) == failed
    assert ledger.picture(ADDRESS) is None
    ledger.keep(Entry(ADDRESS, State.FETCHED), PICTURE)
    assert ledger.picture(ADDRESS) == PICTURE


def test_a_picture_that_is_damaged_or_gone_was_never_fetched(tmp_path: Path) -> None:
    ledger = Ledger(Cache(tmp_path))
    ledger.keep(Entry(ADDRESS, State.FETCHED), PICTURE)
    (file,) = tmp_path.glob("objects/*/*")
    file.write_bytes(b"other bytes")
    assert ledger.entry(ADDRESS) is None
    assert ledger.picture(ADDRESS) is None
    file.unlink()
    assert ledger.entry(ADDRESS) is None


def test_an_entry_about_another_address_is_not_believed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.note("ledger", ADDRESS, Entry("https://other.example/", State.MISSING))
    assert Ledger(cache).entry(ADDRESS) is None


def test_an_entry_in_a_state_that_is_none_is_no_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.note("ledger", ADDRESS, {"address": ADDRESS, "state": "borrowed"})
    assert Ledger(cache).entry(ADDRESS) is None


def test_what_a_host_wants_to_be_told_is_remembered() -> None:
    ledger = Ledger(Cache(None))
    assert ledger.referer_helps("pictures.example") is None
    ledger.learn_referer("pictures.example", False)
    assert ledger.referer_helps("pictures.example") is False
