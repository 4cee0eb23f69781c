from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import date

import pytest

from bot.research.names import resolve
from bot.tickers import Universe, load_universe
from bot.tickers.listing import sec_list
from bot.tickers.universe import LIST_FILE, SymbolList, newest_list
from tests.shared import DATA, needs_shared

LINES = [
    "GOOGL\t1652044\tQ\tAlphabet Inc.",
    "BRK-B\t1067983\tN\tBERKSHIRE HATHAWAY INC",
    "GOOG\t1652044\tQ\tAlphabet Inc.",
    "BRK-A\t1067983\tN\tBERKSHIRE HATHAWAY INC",
    "NVSEF\t1114448\tO\tNOVARTIS AG",
    "NVS\t1114448\tN\tNOVARTIS AG",
    "ACMEF\t5\tO\tAcme Mining Ltd",
    "ACMD\t6\tQ\tAcmeda Inc",
    "ACMB\t7\tN\tNational Acme Bank",
    "ACME\t4\tQ\tAcme Corp /DE/",
    "TINY\t8\t-\tBiotech Acme",
]


@pytest.fixture(scope="module")
def shipped():
    return load_universe()


@pytest.fixture
def small():
    return Universe(LINES, date(2026, 6, 1), ["HOME.SW\t\tSIX\tHome AG", "HOMEY\t\tOTC\tHome AG"], {"google": "GOOGL"})


@pytest.mark.parametrize("symbol", ["BRK-B", "brk.b", "$BRK/B", " brk b ", "BRK.b"])
def test_a_class_may_be_written_with_dash_dot_slash_or_blank(shipped, symbol):
    """All of them are Yahoo's and the SEC's BRK-B."""
    assert shipped.lookup(symbol).ticker == "BRK-B"


def test_preferred_shares_may_be_written_the_exchanges_way(shipped):
    """BAC.PRB, BAC-PRB and BAC-PB are one line."""
    assert {shipped.lookup(s).ticker for s in ("BAC.PRB", "bac-prb", "BAC-PB")} == {"BAC-PB"}


def test_a_foreign_line_keeps_its_dot_and_is_told_from_a_class(shipped):
    """ROG.SW is Roche in Zurich, not class SW of ROG."""
    company = shipped.lookup("rog.sw")
    assert (company.ticker, company.name, company.exchange, company.cik) == ("ROG.SW", "Roche Holding AG", "SIX", None)


@pytest.mark.parametrize("symbol", ["", "$", "NOSUCH", "ALLO CLLS", "<!channel>", "🚀", "A" * 3000, "AL\tLO", "\n"])
def test_what_is_no_symbol_is_none_and_never_an_error(shipped, symbol):
    """Foreign text is looked up, not trusted."""
    assert shipped.lookup(symbol) is None


def test_lookup_tells_name_register_number_and_exchange(shipped):
    """The two companies the product is built around are in the shipped list, dated."""
    allo, clls = shipped.lookup("allo"), shipped.lookup("CLLS")
    assert (allo.name, allo.cik, allo.exchange) == ("Allogene Therapeutics, Inc.", 1737287, "Nasdaq")
    assert (clls.name, clls.exchange) == ("Cellectis S.A.", "Nasdaq")
    assert shipped.list_date == date(2026, 6, 1)
    assert len(shipped) > 10_000


def test_search_puts_the_exact_name_first_then_beginnings_then_words_inside(small):
    """Asked for "acme": Acme Corp, names beginning with the word, with the letters, names holding it."""
    assert [c.ticker for c in small.search("acme", limit=9)] == ["ACME", "ACMEF", "ACMD", "ACMB", "TINY"]


def test_search_gives_one_line_per_company_its_main_class(small):
    """File order decides between classes, an exchange listing goes before OTC."""
    assert [c.ticker for c in small.search("Alphabet")] == ["GOOGL"]
    assert [c.ticker for c in small.search("berkshire")] == ["BRK-B"]
    assert [c.ticker for c in small.search("Novartis")] == ["NVS"]
    assert [c.ticker for c in small.search("home")] == ["HOME.SW"]


def test_search_ignores_legal_forms_case_and_order_of_words(small):
    """Whatever way a person writes it."""
    assert small.search("ACME CORPORATION, Inc")[0].ticker == "ACME"
    assert small.search("bank acme")[0].ticker == "ACMB"


def test_a_name_people_use_leads_to_the_company_that_carries_another(small):
    """Former and brand names come from the alias table."""
    assert small.search("Google")[0].ticker == "GOOGL"


@pytest.mark.parametrize("name", ["", "   ", "Inc", "Co Ltd", "!!!", "<!channel>zz", "qqqqqq"])
def test_what_names_nobody_finds_nobody(small, name):
    """An empty list, no error."""
    assert small.search(name) == []


def test_search_is_limited(shipped):
    """Five by default, as many as asked otherwise, none for zero."""
    assert len(shipped.search("first")) == 5
    assert len(shipped.search("first", limit=7)) == 7
    assert shipped.search("first", limit=0) == []


@pytest.mark.parametrize(
    ("name", "ticker"),
    [
        ("Allogene", "ALLO"), ("cellectis", "CLLS"), ("Apple", "AAPL"), ("Pfizer Inc.", "PFE"), ("Moderna", "MRNA"),
        ("Gilead", "GILD"), ("Merck", "MRK"), ("Roche", "RHHBY"), ("Novo Nordisk", "NVO"), ("Amazon.com", "AMZN"),
        ("Johnson & Johnson", "JNJ"), ("Bank of America", "BAC"), ("J&J", "JNJ"), ("Lilly", "LLY"),
        ("Coca-Cola", "KO"), ("The Trade Desk", "TTD"), ("Bristol Myers", "BMY"), ("Berkshire Hathaway", "BRK-B"),
    ],
)  # fmt: skip
def test_well_known_companies_come_first_by_the_name_people_use(shipped, name, ticker):
    """The shipped list answers as a trader would."""
    assert shipped.search(name)[0].ticker == ticker


def test_exact_gives_both_registrants_where_two_have_one_name(shipped):
    """Rio Tinto is two companies; Apple is one although others begin with it."""
    assert [c.ticker for c in shipped.exact("Rio Tinto")] == ["RIO", "RTNTF"]
    assert [c.ticker for c in shipped.exact("apple inc")] == ["AAPL"]


def test_by_cik_gives_the_main_class(small):
    """One registrant, one answer."""
    assert small.by_cik(1652044).ticker == "GOOGL"
    assert small.by_cik(1114448).ticker == "NVS"
    assert small.by_cik(99) is None


def test_companies_are_listed_once_each_in_the_lists_order(small):
    """For whoever builds an index over names."""
    assert [c.ticker for c in small.companies()] == [
        "GOOGL", "BRK-B", "NVS", "ACMEF", "ACMD", "ACMB", "ACME", "TINY", "HOME.SW",
    ]  # fmt: skip


def test_every_alias_and_foreign_line_of_the_shipped_tables_works(shipped):
    """An alias that points nowhere, or a foreign line the SEC list now has, is a mistake in the tables."""
    for alias, symbol in shipped.aliases.items():
        assert shipped.lookup(symbol) is not None, alias
        assert shipped.search(alias)[0].ticker == symbol
    symbols = [line.split("\t")[0] for line in shipped._lines]
    assert len(symbols) == len(set(symbols))


NEWER = SymbolList(
    date(2026, 11, 22), ["ALLO\t1737287\tQ\tAllogene Therapeutics, Inc.", "NEWW\t5\tTXSE\tNewly Listed Inc"]
)


def test_the_newer_of_the_shipped_and_the_fetched_list_serves(tmp_path):
    """An upgrade that ships a newer list is not held back by an older fetched one; where nothing was fetched the shipped serves."""
    path = tmp_path / "sec_tickers.tsv.gz"
    assert load_universe(path).list_date == newest_list().day
    NEWER.write(path)
    newer = load_universe(path)
    assert (newer.list_date, newer.fault) == (NEWER.day, "")
    assert [(found.ticker, found.exchange) for found in newer.search("newly listed")] == [("NEWW", "TXSE")]
    assert newer.lookup("PFE") is None
    assert newer.search("roche")[0].ticker == "RHHBY"
    assert newer.search("google") == []
    SymbolList(date(2026, 1, 2), NEWER.lines).write(path)
    assert load_universe(path).lookup("NEWW") is None
    assert load_universe(path).fault == ""


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: good[: len(good) // 2],
        lambda good: good[:20] + bytes([good[20] ^ 255]) + good[21:],
        lambda _good: b"",
        lambda _good: b"<html>no</html>",
        lambda _good: gzip.compress(b"ALLO\t1\tQ\tAllogene"),
        lambda _good: gzip.compress(b"# SEC list of 2026-11-22"),
        lambda _good: gzip.compress(b"# SEC list of yesterday\nALLO\t1\tQ\tAllogene"),
        lambda _good: gzip.compress(b"# SEC list of 2026-11-22\nALLO\tx\tQ\tAllogene"),
        lambda _good: gzip.compress(b"# SEC list of 2026-11-22\nALLO\t1\tQ"),
        lambda _good: gzip.compress(b"# SEC list of 2026-11-22\n\xff\t1\tQ\tAllogene"),
    ],
)
def test_a_damaged_fetched_list_leaves_the_shipped_one_and_is_told(tmp_path, damage):
    """Cut off, one byte off, empty, a web page, other rows: deskbot starts with the list it came with."""
    path = tmp_path / "sec_tickers.tsv.gz"
    NEWER.write(path)
    path.write_bytes(damage(path.read_bytes()))
    served = load_universe(path)
    assert served.list_date == newest_list().day
    assert served.search("pfizer")[0].ticker == "PFE"
    assert "cannot be read" in served.fault


def test_importing_the_universe_reads_no_list_and_loads_no_library():
    """`import bot.tickers` stays cheap: standard library only."""
    code = (
        "import sys, bot.tickers; heavy = {'requests', 'pandas', 'numpy', 'lxml', 'sqlite3'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@needs_shared("edgar")
def test_the_shipped_list_is_what_the_script_makes_of_the_secs_file(tmp_path):
    """Same input, same bytes."""
    target = tmp_path / "sec_tickers.tsv.gz"
    made = sec_list((DATA / "edgar" / "company_tickers_exchange.json").read_bytes(), date(2026, 6, 1))
    made.write(target)
    assert len(made.lines) == 10_365
    shipped_text = gzip.decompress(LIST_FILE.read_bytes())
    assert gzip.decompress(target.read_bytes()) == shipped_text


@needs_shared("edgar")
def test_lists_of_another_layout_are_refused():
    """company_tickers.json has no exchanges; taking it for the other would lose them silently."""
    with pytest.raises(ValueError, match="its fields are not cik, name, ticker, exchange"):
        sec_list((DATA / "edgar" / "company_tickers.json").read_bytes(), date(2026, 6, 1))


def test_a_row_that_cannot_be_read_is_left_out_and_a_new_exchange_kept(tmp_path):
    """One odd row costs itself alone; what is written can be read again, whatever foreign text a row holds."""
    rows = [
        [1, "Good Inc", "GOOD", "TXSE"],
        [2, "  Odd\tName\nInc ", "odd-a", None],
        [3, None, "NULL", "NYSE"],
        [4, "No Symbol Inc", None, "NYSE"],
        [5, "Two Words Inc", "TWO WORDS", "NYSE"],
        [0, "No Number Inc", "ZERO", "NYSE"],
        ["6", "Text Number Inc", "TEXT", "NYSE"],
        [7, "Short row"],
        "no row",
    ]
    made = sec_list(json.dumps({"fields": ["cik", "name", "ticker", "exchange"], "data": rows}).encode(), NEWER.day)
    assert made.lines == ["GOOD\t1\tTXSE\tGood Inc", "ODD-A\t2\t-\tOdd Name Inc"]
    made.write(tmp_path / "x.gz")
    assert SymbolList.read(tmp_path / "x.gz") == made


@pytest.mark.parametrize(
    ("name", "ticker"), [("J&J", "JNJ"), ("capital one", "COF"), ("T-Mobile", "TMUS"), ("ucb", "UCB")]
)
def test_a_name_of_several_words_that_everybody_uses_needs_no_question(shipped, name, ticker):
    """Other companies begin with the same letters; nobody means them."""
    assert resolve(name, shipped).ticker == ticker


@pytest.mark.parametrize(
    ("typed", "ticker"),
    [
        ("ALLO US", "ALLO"),
        ("allo us equity", "ALLO"),
        ("NASDAQ:ALLO", "ALLO"),
        ("nyse: brk/b", "BRK-B"),
        ("BRK/B UN Equity", "BRK-B"),
    ],
)
def test_a_symbol_may_be_written_with_its_market(shipped, typed, ticker):
    """As terminals and press releases write it."""
    assert resolve(typed, shipped).ticker == ticker


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ALOO", ["ALLO"]),
        ("ALO", ["ALLO"]),
        ("GLID", ["GILD", "GLDI"]),
        ("AL", ["ALL", "AAL"]),
        ("XBI", []),
        ("ALKO", []),
    ],
)
def test_a_misspelled_symbol_is_one_slip_away_and_of_the_same_letters(shipped, typed, meant):
    """XBI is not XBIT; a letter that is another is too near to everything."""
    assert [company.ticker for company in shipped.misspelled(typed)] == meant


@pytest.mark.parametrize(
    ("name", "ticker"),
    [
        ("chang", None),
        ("modrna", "MRNA"),
        ("gilaed", "GILD"),
        ("celectsi", "CLLS"),
        ("celgene", None),
        ("servier", None),
        ("horizon therapeutics", None),
        ("alogene therapuetics", "ALLO"),
    ],
)
def test_a_short_name_with_two_slips_is_no_companys(shipped, name, ticker):
    """Chang is not Chain Bridge; a longer name bears two."""
    found = shipped.closest(name)
    assert (found and found.ticker) == ticker
