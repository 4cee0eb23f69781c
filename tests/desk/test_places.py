"""The same engines wherever a person is: channel, private channel, direct message, mention, shortcut."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bot.model import Company
from bot.workspace.text import render_message
from handlers.watchlist import _phrases
from tests.desk.harness import DeskHarness


@pytest.mark.parametrize("channel", ["#biotech", "#pm-desk", "#general", "@pm"])
def test_commands_work_in_every_kind_of_channel(desk: DeskHarness, channel: str):
    """Public, private, one that deskbot is not in, and the direct message."""
    shown = desk.ask("/sentiment ALLO", channel=channel)
    assert shown.startswith("ALLO ")


def test_watchlists_are_per_channel(desk: DeskHarness):
    """What one channel adds, another does not watch."""
    desk.dialog("#biotech", [("/watchlist add ALLO", "Added ALLO")])
    desk.dialog("#pm-desk", [("/watchlist", "watches nothing yet")])


def test_second_add_keeps_the_first_adder(desk: DeskHarness):
    """Adding a ticker twice changes nothing and says who added it."""
    first = desk.ask("/watchlist add ALLO", user="@pm")
    second = desk.ask("/watchlist add ALLO", user="@analyst")
    assert "watches 1 ticker" in first
    assert "already on the list (added by" in second
    (entry,) = desk.deps.storage.watchlist.list(desk.place_of("#biotech"))
    assert entry.added_by == desk.workspace.user("@pm").id


def test_a_watchlist_dialog(desk: DeskHarness):
    """Several at once, names, words that are none, remove, import, export, clear with a question before it."""
    desk.dialog(
        "#biotech",
        [
            ("/watchlist add ALLO CLLS", "watches 2 tickers"),
            ("/watchlist add Gilead", "Added GILD"),
            ("/watchlist add hello", "No company is called just “hello”"),
            ("/watchlist add qwertz", "No listed company"),
            ("/watchlist remove CLLS", "Removed CLLS. This channel watches 2 tickers."),
            ("/watchlist import AAPL, PFE\nMRNA", "watches 5 tickers"),
            ("/watchlist export", "watchlist.csv with 5 tickers"),
            ("/watchlist clear", "Remove all 5 tickers"),
            ("/watchlist clear yes", "Removed 5 tickers"),
        ],
    )
    (file,) = [f for m in desk.workspace.messages("@pm", user="@pm") for f in m.get("files", [])]
    assert desk.workspace.file_bytes(file["id"]).startswith(b"ticker,name,exchange,added_by,added_at")


@pytest.mark.parametrize(
    ("names", "tickers"),
    [("DELTA AIR LINES", "DAL"), ("HOME DEPOT", "HD"), ("ELI LILLY", "LLY"), ("PONY AI", "PONY"),
     ("AIR ALLO", "AIR ALLO"), ("ALLO ZZZZZQ CLLS", "ALLO CLLS"), ("ALLO,HOME DEPOT\nBANK OF AMERICA", "ALLO BAC HD")],
)  # fmt: skip
def test_a_company_in_capitals_is_one_company(desk: DeskHarness, names: str, tickers: str):
    """A pasted DELTA AIR LINES does not put AAR Corp on the list; symbols in a row are still symbols."""
    desk.ask(f"/watchlist add {names}")
    listed = [entry.ticker for entry in desk.deps.storage.watchlist.list(desk.place_of("#biotech"))]
    assert listed == sorted(tickers.split())


def test_a_column_is_pasted_below_the_verb(desk: DeskHarness):
    """A column of a spreadsheet begins on the line after `import`; the same name many times is one name."""
    desk.dialog(
        "#biotech",
        [
            ("/watchlist import\nAAPL\nHome Depot\nPFE", "watches 3 tickers"),
            ("/watchlist remove\nAAPL\nPFE", "Removed AAPL, PFE"),
            (f"/watchlist import {' '.join(['GILD'] * 301)}", "Added GILD"),
        ],
    )


def test_what_add_understands_remove_understands(desk: DeskHarness):
    """Symbols in lower case; a name that many companies have and none of them is on the list is told, not passed over."""
    desk.dialog(
        "#biotech",
        [
            ("/watchlist add allo clls", "watches 2 tickers"),
            ("/watchlist remove allo clls clls", "Removed ALLO, CLLS. This channel watches 0 tickers"),
            ("/watchlist remove Rio Tinto", "No company that goes by “Rio Tinto” is on the list"),
            ("/watchlist remove PFE, XOM", "PFE, XOM were not on the list"),
            ("/watchlist add ALLO US, NASDAQ:CLLS", "watches 2 tickers"),
            ("/watchlist remove CLLS US", "Removed CLLS"),
            ("/watchlist add MRK MKKGY", "watches 3 tickers"),
            ("/watchlist remove Merck", "“Merck” could be MRK, MKKGY: remove the one you mean."),
            ("/watchlist remove MKKGY", "Removed MKKGY"),
            ("/watchlist remove Merck", "Removed MRK"),
        ],
    )


@pytest.mark.parametrize(
    ("typed", "tickers"),
    [
        ("Apple and Microsoft", "AAPL MSFT"),
        ("brk b", "BRK-B"),
        ("BRK B, allo vs clls", "ALLO BRK-B CLLS"),
        ("AAPL & MSFT, J&J", "AAPL JNJ MSFT"),
        ("Eli Lilly Moderna pfizer", "LLY MRNA PFE"),
        ("ALLO/CLLS BRK/B", "ALLO BRK-B CLLS"),
        ("- ALLO\n• MRNA\n3. PFE", "ALLO MRNA PFE"),
        ('"ALLO" "GILD". (PFE)', "ALLO GILD PFE"),
        ("GILEAD SCIENCES, INC., Apple, Inc., AG, SE", "AAPL AG GILD SE"),
        ("ALLO please", "ALLO"),
        ("ALLO quickly", ""),
        ("cost of the low", ""),
    ],
)
def test_a_list_is_read_as_people_write_it(desk: DeskHarness, typed: str, tickers: str):
    """Bullets, numbers, quotes, "and", legal forms behind a comma; where one word belongs to no name nothing is guessed."""
    desk.ask(f"/watchlist add {typed}")
    listed = [entry.ticker for entry in desk.deps.storage.watchlist.list(desk.place_of("#biotech"))]
    assert listed == tickers.split()


def test_a_line_of_symbols_goes_through_the_list_once_a_word(desk: DeskHarness):
    """Fifty symbols in lower case took seconds: every run of two to eight of them was looked for as one name."""

    class Counting:
        searches = 0

        def search(self, name: str, limit: int = 5) -> list[Company]:
            self.searches += 1
            return desk.deps.universe.search(name, limit=limit)

        def __getattr__(self, name: str) -> Any:
            return getattr(desk.deps.universe, name)

    universe: Any = Counting()
    words = "allo clls gild mrna pfe amgn biib crsp ntla beam".split()  # noqa: SIM905 - reads as a list
    assert _phrases(" ".join(words), dataclasses.replace(desk.deps, universe=universe)) == words
    assert universe.searches <= 2 * len(words)


def test_an_export_can_be_pasted_back(desk: DeskHarness):
    """The file's symbols come back, and nothing of its other columns; so does a sheet with tabs and its own headings."""
    desk.ask("/watchlist add ALLO BRK-B CLLS")
    desk.ask("/watchlist export")
    (file,) = [f for m in desk.workspace.messages("@pm", user="@pm") for f in m.get("files", [])]
    table = desk.workspace.file_bytes(file["id"]).decode()
    shown = desk.ask(f"/watchlist import {table}", channel="#pm-desk")
    assert shown.startswith("Added ALLO (Allogene Therapeutics, Inc.), BRK-B"), shown
    assert "watches 3 tickers" in shown
    assert "goes by" not in shown
    assert "Added GILD" in desk.ask("/watchlist import Name\tSymbol\nGilead Sciences\tGILD\n", channel="#pm-desk")
    quoted = '"Name","Symbol"\n"Moderna, Inc.","MRNA"'
    shown = desk.ask(f"/watchlist import {quoted}", channel="#pm-desk")
    assert shown == "Added MRNA (Moderna, Inc.). This channel watches 5 tickers.", shown


@pytest.mark.parametrize("typed", ["<!channel>", "@pm", "#biotech", ":rocket:", "https://finance.yahoo.com/quote/ALLO"])
@pytest.mark.parametrize("command", ["/sentiment", "/watchlist add", "/insiders"])
def test_what_is_no_name_names_no_company(desk: DeskHarness, command: str, typed: str):
    """@channel is not Clear Channel, :rocket: not Rocket Lab, a person called pm not PMV Pharmaceuticals."""
    assert "is no company" in desk.ask(f"{command} {typed}")


def test_letters_that_begin_a_name_are_no_ticker(desk: DeskHarness):
    """XBI is the biotech fund, not XBiotech; a bare Vertex is asked about; two symbols are asked about."""
    desk.dialog(
        "#biotech",
        [
            ("/sentiment XBI", "deskbot's list has no ticker XBI. The sample data have no XBI. They hold AAPL, ALLO"),
            ("/watchlist add SPY XBI", "The sample data have no XBI"),
            ("/watchlist", "watches 1 ticker."),
            ("/sentiment IBB", "list has no ticker IBB"),
            ("/sentiment xbi", "No listed company goes by “xbi”. The sample data have no XBI."),
            ("/sentiment moder", "Did you mean MRNA"),
            ("/sentiment ^GSPC", "no indices"),
            ("/sentiment Vertex", "[VRTX: Vertex Pharmaceuticals Inc] [VERX: Vertex, Inc.]"),
            ("/sentiment Vertex Inc", "no VERX"),
            ("/sentiment ALLO CLLS", "One name at a time: ALLO or CLLS?"),
            ("/sentiment ALLO CLLS", "[ALLO: Allogene Therapeutics, Inc.] [CLLS: Cellectis S.A.]"),
            ("/sentiment the mood on $ALLO please", "Did you mean ALLO"),
            ("/insiders ALLO CLLS", "[ALLO: Allogene Therapeutics, Inc.] [CLLS: Cellectis S.A.]"),
            ("/insiders allo and clls", "[ALLO: Allogene Therapeutics, Inc.] [CLLS: Cellectis S.A.]"),
            ("/sentiment good day", "No listed company"),
        ],
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("alogene", "ALLO"), ("Modrna", "MRNA"), ("gilaed", "GILD"), ("bristol meyers", "BMY")],
)
def test_a_misspelled_name_is_asked_about(desk: DeskHarness, typed: str, meant: str):
    """One company, never answered unasked; letters that are near none are refused."""
    for command in ("/sentiment", "/insiders", "/catalysts", "/watchlist add"):
        assert f"Did you mean {meant} (" in desk.ask(f"{command} {typed}")
    assert "No listed company goes by “xyzzy”" in desk.ask("/sentiment xyzzy")


@pytest.mark.parametrize(
    ("typed", "meant"), [("ALOO", "ALLO"), ("aloo", "ALLO"), ("ALLOO", "ALLO"), ("GLIDD", None), ("ALKO", None)]
)
def test_a_symbol_with_a_slip_is_asked_about(desk: DeskHarness, typed: str, meant: str | None):
    """The same letters, one of them out of place; a letter that is another could be too many companies."""
    shown = desk.ask(f"/sentiment {typed}")
    assert f"Did you mean {meant} (" in shown if meant else f"list has no ticker {typed}" in shown, shown


def test_a_persons_name_is_no_misspelled_company(desk: DeskHarness):
    """Chang is two letters from Chain; what the command wants is told."""
    shown = desk.ask("/insiders Chang")
    assert "No listed company goes by “Chang”" in shown
    assert "For a person give the company first: ALLO Chang." in shown


@pytest.mark.parametrize(
    "typed", ["ALLO (Allogene Therapeutics, Inc.)", "Allogene Therapeutics Inc. (ALLO)", "ALLO: Allogene Therapeutics"]
)
def test_what_a_card_calls_a_company_names_it(desk: DeskHarness, typed: str):
    """Pasted back with its symbol; a symbol beside another company's name is asked about."""
    assert " distinct stories in 7 days" in desk.ask(f"/sentiment {typed}")
    assert "distinct" not in desk.ask("/sentiment ALLO (Cellectis)")


def test_a_name_without_stories_has_a_dated_source_that_is_marked(desk: DeskHarness):
    """Sample data stay sample data where they say nothing."""
    assert "News: Yahoo · sample data, as of 2026-04-20 12:45 UTC" in desk.ask("/sentiment PFE")


@pytest.mark.parametrize(
    "typed", ["7d ALLO", "ALLO 1 week", "ALLO last week", "ALLO past 7 days", "ALLO 7 days", "(ALLO) 7D", "ALLO 1w"]
)
def test_a_window_is_read_as_people_write_it(desk: DeskHarness, typed: str):
    """Before or behind the name, in words; one that is none is told."""
    assert " distinct stories in 7 days" in desk.ask(f"/sentiment {typed}")
    assert "The window is one of" in desk.ask("/sentiment ALLO 2 weeks")
    assert "stories in 30 days" in desk.ask("/sentiment ALLO 1 month")


def test_a_long_list_that_is_known_hides_nothing(desk: DeskHarness):
    """120 names that are on the list already are one sentence, so the one that is no name is still told."""
    names = ", ".join(company.name for company in list(desk.deps.universe.companies())[:120])
    desk.ask(f"/watchlist import {names}")
    shown = desk.ask(f"/watchlist import {names}, Qwertzui")
    assert "more are already on the list (added by" in shown
    assert "“Qwertzui”" in shown


def test_an_ambiguous_name_asks_and_the_click_answers(desk: DeskHarness):
    """Which one? The button runs the command again with the ticker."""
    (card,) = desk.replies("/watchlist add Rio Tinto")
    assert "Which one?" in render_message(card)
    desk.workspace.click("@pm", card, "pick:0")
    desk.local.settle()
    assert [entry.ticker for entry in desk.deps.storage.watchlist.list(desk.place_of("#biotech"))] == ["RIO"]


@pytest.mark.parametrize("asked", ["sentiment Rio Tinto", "sentiment rio  tinto 24h", "watchlist import port"])
def test_the_click_answers_whatever_way_it_was_asked(desk: DeskHarness, asked: str):
    """By a mention, with two spaces, with a word that is a part of the verb before it: the button knows the question."""
    desk.workspace.mention("@pm", "#biotech", asked)
    desk.local.settle()
    desk.workspace.click("@pm", desk.bot_messages()[-1], "pick:0")
    desk.local.settle()
    shown = "\n".join(render_message(message) for message in desk.bot_messages())
    assert any(words in shown for words in ("sample data have no RIO", "Added POR")), shown


def test_a_direct_message_needs_no_slash(desk: DeskHarness):
    """`sentiment ALLO`, or the ticker alone."""
    for text in ("sentiment ALLO", "CLLS", "GILD 30d", "mrna?"):
        desk.say(text, channel="@pm")
    texts = [m["text"] for m in desk.bot_messages("@pm")]
    assert [text.split()[0] for text in texts] == ["ALLO", "CLLS", "GILD", "MRNA"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("are insiders buying ALLO?", "ALLO insiders"),
        ("insiders for Allogene", "ALLO insiders"),
        ("did Allogene's CFO sell? any insiders?", "ALLO insiders"),
        ("why is ALLO up?", "distinct stories in 7 days"),
        ("why is everybody selling ALLO", "distinct stories in 7 days"),
        ("WHY IS ALLO UP", "distinct stories in 7 days"),
        ("news on allo", "distinct stories in 7 days"),
        ("sentiment on Cellectis please", "CLLS "),
        ("tell me about Cellectis", "CLLS "),
        ("when does Allogene report earnings?", "/catalysts add ALLO"),
        ("what are the catalysts for ALLO?", "/catalysts add ALLO"),
        ("compare ALLO and CLLS", "One name at a time: ALLO or CLLS?"),
        ("how is AI changing pharma?", "Did you mean AI (C3.ai, Inc.)?"),
        ("what's up with mrna?", "Did you mean MRNA (Moderna, Inc.)?"),
        ("MRNA vs PFE", "One name at a time: MRNA or PFE?"),
        ("should I sell NOW?", "Did you mean NOW (ServiceNow, Inc.)?"),
        ("why is XBI up?", "The sample data have no XBI"),
        ("when is lunch?", "Ask me with a command"),
        ("can you buy me a coffee?", "Ask me with a command"),
    ],
)
def test_a_plain_question_is_a_command(desk: DeskHarness, question: str, told: str):
    """The words choose the command, the company is the one that is named; in a channel and in a direct message."""
    desk.workspace.mention("@pm", "#biotech", question)
    desk.say(question, channel="@pm")
    for channel in ("#biotech", "@pm"):
        (answer,) = desk.bot_messages(channel)
        assert told in render_message(answer)


@pytest.mark.parametrize(
    ("question", "told", "early"),
    [
        ("insiders ALLO", "6 filings read", "being read"),
        ("catalysts refresh ALLO", "NCT99990002", "Asking"),
    ],
)
def test_a_mention_gets_the_last_stage_of_an_answer(desk: DeskHarness, question: str, told: str, early: str):
    """What is posted for a mention is not replaced, so that it waits for the sources."""
    desk.workspace.mention("@pm", "#biotech", question)
    desk.local.settle()
    (answer,) = desk.bot_messages("#biotech")
    assert told in render_message(answer)
    assert early not in render_message(answer)


def test_a_symbol_that_the_channel_watches_is_no_other_word(desk: DeskHarness):
    """MRNA is a word of every trial, too; where Moderna is watched nobody is asked."""
    desk.ask("/watchlist add MRNA", channel="@pm")
    desk.say("MRNA pipeline worries?", channel="@pm")
    assert desk.bot_messages("@pm")[-1]["text"].startswith("MRNA ")


def test_talk_about_a_company_is_not_answered(desk: DeskHarness):
    """A question to the colleagues is not one to deskbot."""
    desk.say("why is ALLO up? are insiders buying?")
    assert not desk.bot_messages()


def test_a_question_in_a_direct_messages_thread_is_answered_there(desk: DeskHarness):
    """The answer, a refusal, a picker: where the person looks for it."""
    first = desk.say("sentiment ALLO", channel="@pm")
    for text in ("CLLS", "sentiment ZZZZZQ", "sentiment Rio Tinto", "help"):
        desk.say(text, channel="@pm", thread=first["ts"])
    answers = desk.bot_messages("@pm")
    assert [message.get("thread_ts") for message in answers] == [None, *[first["ts"]] * 4]


def test_a_burst_of_questions_is_answered_whole(desk: DeskHarness):
    """Slack takes one message a second: what it puts off is posted later, in a direct message and in a channel."""
    for text in ("hi", "ZZZZZQ", "sentiment", "help"):
        desk.workspace.say("@pm", "@pm", text)
    desk.local.settle()
    assert len(desk.bot_messages("@pm")) == 4
    desk.workspace.faults.rate_limit("chat.postEphemeral", times=2)
    desk.workspace.faults.rate_limit("response_url", times=2)
    assert "No listed" in desk.ask("/sentiment qwertzui")
    desk.workspace.mention("@pm", "#biotech", "sentiment qwertzui")
    desk.local.settle()
    assert len(desk.bot_messages()) == 2


def test_a_company_whose_name_ends_in_a_number_is_no_window(desk: DeskHarness):
    """Phillips 66 can be asked for by its name; a window that is none is still refused."""
    desk.dialog("#biotech", [("/sentiment Phillips 66", "no PSX"), ("/sentiment ALLO 66", "The window is one of")])


def test_sample_data_are_marked_without_a_story(desk: DeskHarness):
    """A quiet name's card shows a price of the sample: it says so."""
    shown = desk.ask("/sentiment MRNA 24h")
    assert "no stories" in shown
    assert "sample data" in shown


def test_the_shortcut_scores_a_message(desk: DeskHarness):
    """Somebody's words, per company, for the asker alone."""
    message = desk.say("Allogene soars after its trial beats expectations, Cellectis slumps on dilution fears")
    click = desk.workspace.shortcut("@pm", "score_message", message)
    desk.local.settle()
    (reply,) = click.replies()
    shown = render_message(reply)
    assert "ALLO" in shown
    assert "CLLS" in shown


def test_settings_modal_refuses_and_saves(desk: DeskHarness):
    """A wrong zone is marked on its field; a right one is kept for the channel."""
    desk.ask("/deskbot settings")
    desk.workspace.submit("@pm", values={"timezone": "Mars/Base"}).wait()
    assert "not a time zone" in desk.workspace.errors("@pm")["timezone"]
    desk.workspace.submit("@pm", values={"timezone": "London", "quiet_hours": "20:00-07:00"}).wait()
    desk.local.settle()
    kept = desk.deps.storage.settings.get(desk.place_of("#biotech"))
    assert (kept["timezone"], kept["quiet_hours"]) == ("Europe/London", "20:00-07:00")
