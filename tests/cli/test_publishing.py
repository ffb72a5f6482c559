"""`caldav …` over a real calendar server."""

import io

import pytest

from tests.caldav_server import PASSWORD, USER, Radicale


def test_publish_status_check_and_disconnect(cli, tmp_path, monkeypatch) -> None:
    server = Radicale(tmp_path / "radicale")
    server.start()
    try:
        server.make_calendar("Family")
        assert cli.json("caldav", "status")["state"] == "never"
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        words = ("connect", server.address, "--user", USER, "--calendar", "Family",
                 "--password-stdin")  # fmt: skip
        assert [one["name"] for one in cli.json("caldav", *words)["calendars"]] == ["Family"]
        monkeypatch.setenv("CAREGIVER_CALDAV_PASSWORD", PASSWORD)
        cli("add", "appointment", "--title", "Lab", "--start", "2027-03-17T08:00")
        assert cli.json("caldav", "publish")["added"] == 1
        assert cli.json("caldav", "publish")["unchanged"] == 1
        status = cli.json("caldav", "status")
        assert (status["state"], status["published"]) == ("connected", 1)
        assert cli("caldav", "check").code == 1
        assert cli("caldav", "disconnect", "--take-off").code == 0
        assert server.stored("family") == {}
    finally:
        server.stop()


@pytest.mark.parametrize("what", ["publish", "check", "disconnect"])
def test_nothing_is_sent_where_nothing_is_set_up(cli, what) -> None:
    done = cli("caldav", what)
    assert done.code == 1
    assert "No calendar server is set up" in done.err
