"""Settings: read once, told in one sentence, secrets never shown."""

from __future__ import annotations

import copy
import logging
import pickle
import sys

import pytest

from bot.channel_settings import SETTINGS, read_zone, setting
from bot.errors import BadInput, ConfigError
from bot.logs import Redact
from bot.settings import Secret, Settings, env_example, options


def test_secrets_are_not_shown_copied_to_text_or_pickled():
    """repr, str, format and pickle give nothing away."""
    secret = Secret("xoxb-1234567890")
    settings = Settings(bot_token=secret)
    for text in (repr(secret), str(secret), f"{secret}", f"{settings}", repr(copy.copy(settings))):
        assert "1234567890" not in text
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_a_password_of_a_proxy_is_a_secret():
    """An address with a login is shown no more than a token is, and used as it was set."""
    settings = Settings.load({"DESKBOT_LINK_PROXY": "http://desk:pass1234@proxy.example:3128"})
    assert "pass1234" not in repr(settings)
    assert settings.link_proxy.reveal() == "http://desk:pass1234@proxy.example:3128"


def test_a_token_in_a_log_line_is_cut_out():
    """Whatever a library logs, and what an exception says."""
    try:
        int("xoxp-654321-fedcba")
    except ValueError:
        raised = sys.exc_info()
    record = logging.LogRecord("x", logging.INFO, "x", 1, "token %s", ("xoxb-123456-abcdef",), raised)
    told = Redact().format(record)
    assert "ValueError" in told
    assert "123456" not in told
    assert "654321" not in told


def test_every_option_is_in_the_example_file():
    """.env.example is complete."""
    text = env_example()
    for option in options():
        assert f"{option.env}=" in text
        assert option.help in text


def test_example_file_loads_as_it_stands(tmp_path):
    """Copying it changes nothing."""
    path = tmp_path / ".env"
    path.write_text(env_example())
    assert Settings.load(environ={}, dotenv=path) == Settings()


def test_errors_name_option_and_value():
    """And not the value of a secret."""
    with pytest.raises(ConfigError, match="DESKBOT_YAHOO_RATE"):
        Settings.load(environ={"DESKBOT_YAHOO_RATE": "-1"}, dotenv=None)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("ET", "America/New_York"),
        ("europe/london", "Europe/London"),
        ("hong kong", "Asia/Hong_Kong"),
        ("UTC", "UTC"),
        ("Chicago", "America/Chicago"),
        ("los angeles", "America/Los_Angeles"),
        ("Madrid", "Europe/Madrid"),
    ],
)
def test_zones_as_people_type_them(text: str, zone: str):
    """Short names, a zone's city, and any capitals."""
    assert read_zone(text) == zone


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("quiet_hours", "8pm-7am", "20:00-07:00"),
        ("quiet_hours", "20:00 to 7.30", "20:00-07:30"),
        ("digest_times", "7:30am, 4:15 pm", "07:30, 16:15"),
        ("digest_times", "16:15 0730", "07:30, 16:15"),
        ("digest_times", "7:30  am, 4 pm", "07:30, 16:00"),
        ("reminder_time", "9 am", "09:00"),
    ],
)
def test_times_as_people_type_them(name: str, text: str, kept: str):
    """The form takes what /digest on takes, 12-hour times too."""
    assert setting(name).read(text) == kept


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("timezone", "Mars/Base"),
        ("digest_times", "7:30, soon"),
        ("reminder_time", "9"),
        ("quiet_hours", "20:00"),
        ("quiet_hours", "late"),
        ("quiet_hours", "8:00-08:00"),
        ("links", "maybe"),
    ],
)
def test_wrong_channel_settings_say_what_they_take(name: str, text: str):
    """One sentence each."""
    with pytest.raises(BadInput):
        setting(name).read(text)


def test_defaults_are_values_of_their_own_setting():
    """A default that its own setting refuses would break the modal."""
    for entry in SETTINGS:
        assert entry.read(entry.default) == entry.default
