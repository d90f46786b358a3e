from __future__ import annotations

from pathlib import Path

import pytest

from citeform.errors import UnknownFieldError, UsageError
from citeform.fetching.settings import OTHER_HOSTS, Rate, Settings


def test_there_is_no_mailto_of_ours() -> None:
    settings = Settings.from_environment()
    assert settings.mailto == ""
    assert "@" not in settings.user_agent
    assert settings.credentials("crossref") == ({}, {})


def test_the_environment_is_read_and_arguments_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEFORM_MAILTO", "env@example.org")
    monkeypatch.setenv("CITEFORM_CROSSREF_URL", "http://127.0.0.1:1/x")
    monkeypatch.setenv("CITEFORM_READ_TIMEOUT", "2.5")
    monkeypatch.setenv("CITEFORM_ATTEMPTS", "7")
    monkeypatch.setenv("CITEFORM_OFFLINE", "yes")
    monkeypatch.setenv("CITEFORM_CACHE", "/tmp/somewhere.sqlite3")
    monkeypatch.setenv("CITEFORM_ALLOWED_HOSTS", "a.example, b.example")
    settings = Settings.from_environment(mailto="me@example.org", attempts=None)
    assert settings.mailto == "me@example.org"
    assert settings.crossref_url == "http://127.0.0.1:1/x"
    assert (settings.read_timeout, settings.attempts, settings.offline) == (2.5, 7, True)
    assert settings.cache == Path("/tmp/somewhere.sqlite3")
    assert settings.allowed_hosts == {"a.example", "b.example"}


@pytest.mark.parametrize(
    ("name", "text"), [("READ_TIMEOUT", "soon"), ("ATTEMPTS", "2.5"), ("OFFLINE", "perhaps")]
)
def test_a_variable_that_is_nonsense_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(f"CITEFORM_{name}", text)
    with pytest.raises(UsageError, match=f"CITEFORM_{name}"):
        Settings.from_environment()


@pytest.mark.parametrize(
    "bad",
    [
        {"mailto": "nobody"},
        {"mailto": "me@example.org\r\nX-Evil: 1"},
        {"crossref_token": "a\nb"},
        {"crossref_url": "file:///etc"},
        {"crossref_url": "api.crossref.org"},
        {"read_timeout": 0},
        {"read_timeout": float("nan")},
        {"total_timeout": float("inf")},
        {"attempts": 0},
        {"parallel": 0},
        {"batch_size": 0},
    ],
)
def test_values_that_cannot_work_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Settings(**bad)


def test_a_setting_that_does_not_exist_names_the_close_one() -> None:
    with pytest.raises(UnknownFieldError, match="'mailto'"):
        Settings.from_environment(mail_to="me@example.org")


def test_a_rate_that_lets_nothing_through_is_refused() -> None:
    with pytest.raises(UsageError):
        Rate(0)


def test_rates_by_service_and_lane() -> None:
    settings = Settings(rates={"crossref": Rate(9)})
    assert settings.rate("crossref") == Rate(9)
    assert settings.rate("crossref/list") == Rate(9)
    assert Settings().rate("crossref/list").limit == 1
    assert Settings().rate("web") == OTHER_HOSTS
    assert Settings().rate("pubmed").limit == 3
    assert Settings(ncbi_api_key="k").rate("pubmed").limit == 10


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings(crossref_token="s3cret", datacite_token="s3cret", ncbi_api_key="s3cret"))
    assert "s3cret" not in shown


def test_each_service_gets_what_it_asks_for() -> None:
    settings = Settings(
        mailto="me@example.org", crossref_token="c", datacite_token="d", ncbi_api_key="n"
    )
    assert settings.credentials("crossref") == (
        {"mailto": "me@example.org"},
        {"Crossref-Plus-API-Token": "Bearer c"},
    )
    assert settings.credentials("datacite") == ({}, {"Authorization": "Bearer d"})
    assert settings.credentials("pubmed") == (
        {"tool": "citeform", "email": "me@example.org", "api_key": "n"},
        {},
    )
    assert settings.credentials("web") == ({}, {})
