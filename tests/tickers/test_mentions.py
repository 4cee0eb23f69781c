"""Companies in a text: which words name one, which do not, and which company a text is about."""

from __future__ import annotations

import functools
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Evidence
from bot.tickers import Universe, load_universe
from bot.tickers.mentions import companies, mentions, subject
from bot.tickers.ranking import without_brokers


@functools.cache
def universe() -> Universe:
    """The shipped list, read once."""
    return load_universe()


def tickers(text: str, **options: list[str]) -> set[str]:
    """The symbols of the companies in a text."""
    return {mention.company.ticker for mention in mentions(text, universe(), **options)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Constellation (Nasdaq: CEG) announced a deal.", {"CEG"}),
        ("Shares of Bitdeer (NASDAQ:BTDR) rose.", {"BTDR"}),
        ("Energy Fuels Inc. (NYSE American: UUUU) (TSX: EFR) will report.", {"UUUU"}),
        ("Tilray Brands, Inc. (Nasdaq: TLRY; TSX: TLRY) reported.", {"TLRY"}),
        ("Berkshire Hathaway (NYSE: BRK.A, BRK.B) bought more.", {"BRK-A"}),
        ("The stock trades under the symbol “ALLO”.", {"ALLO"}),
        ("$TSLA and $BRK.B rallied while $F slept.", {"TSLA", "BRK-B", "F"}),
        ("I paid $5, $1.2B and $A lot.", {"A"}),
        ("Brown-Forman Corporation (NYSE: BFA, BFB) reported.", {"BF-A"}),
    ],
)
def test_explicit_symbols_name_their_company(text, expected):
    """An exchange with a symbol, a quoted ticker symbol and a cashtag count by themselves; money does not."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    ("text", "symbol", "exchange"),
    [
        ("Universal Digital Inc. (CSE: LFG) (FSE: 8R20) announced a financing.", "LFG", "CSE"),
        ("Cyclone Metals Ltd (ASX: CLE) started drilling.", "CLE", "ASX"),
        ("Newly Listed Widgets Inc. (NASDAQ: ZZWQ) priced its offering.", "ZZWQ", "Nasdaq"),
        ("Nyopta Pharma A/S (Nasdaq: NYOP) announced data.", "NYOP", "Nasdaq"),
    ],
)
def test_an_unlisted_symbol_is_kept_as_unverified(text, symbol, exchange):
    """An explicit symbol that no list holds is a company with its exchange, marked unverified, never another's."""
    company = subject(mentions(text, universe()))
    assert company is not None
    assert (company.ticker, company.exchange, company.verified) == (symbol, exchange, False)
    assert text.startswith(company.name)


def test_an_unlisted_symbol_takes_its_name_from_the_text():
    """The words before the bracket are the company's name, without the headline around them."""
    text = "Newly Listed Widgets Inc. (NASDAQ: ZZWQ) priced its offering. Newly Listed Widgets will use the proceeds."
    found = mentions(text, universe())
    assert {mention.company.name for mention in found} == {"Newly Listed Widgets Inc."}
    assert [mention.phrase for mention in found][-1] == "Newly Listed Widgets"


def test_a_foreign_symbol_is_not_an_american_one_of_the_same_letters():
    """The "(CSE: FAT)" of an exploration company is not FAT Brands."""
    found = mentions("Foremost Clean Energy Ltd. (NASDAQ: FMST) (CSE: FAT) drilled.", universe())
    assert {mention.company.ticker for mention in found} == {"FMST"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Allogene said its trial met the bar.", {"ALLO"}),
        ("Cellectis' platform is validated.", {"CLLS"}),
        ("Novo Nordisk's drug beat Eli Lilly's.", {"NVO", "LLY"}),
        ("AT&T, Procter & Gamble and Johnson & Johnson raised prices.", {"T", "PG", "JNJ"}),
        ("Coca-Cola, McDonald's and Lowe's reported.", {"KO", "MCD", "LOW"}),
        ("Estée Lauder and Nestlé cut forecasts.", {"EL", "NSRGY"}),
        ("Amazon.com and C3.ai rose.", {"AMZN", "AI"}),
        ("Bristol-Myers Squibb and Bristol Myers Squibb are one.", {"BMY"}),
        ("Bank of America upgraded nobody; American Airlines flew.", {"BAC", "AAL"}),
        ("Google and Facebook shares rose.", {"GOOGL", "META"}),
        ("J.P. Morgan agreed with Morgan Stanley.", {"JPM", "MS"}),
        ("IBM, AMD and GM gained; UBS and SAP lost.", {"IBM", "AMD", "GM", "UBS", "SAP"}),
        ("Nvidia rose. Apple fell.", {"NVDA", "AAPL"}),
        ("UnitedHealth rose. United Parcel Service fell.", {"UNH", "UPS"}),
        ("The DOJ will sue Apple over the iPhone.", {"AAPL"}),
        ("Merck KGaA raised its guidance. Merck shares rose.", {"MKKGY"}),
        ("Merck & Co. sued Merck KGaA over the name.", {"MRK", "MKKGY"}),
        ("GE Vernova and GE HealthCare left General Electric.", {"GE", "GEV", "GEHC"}),
        ("American Eagle shares fell.", {"AEO"}),
        ("uniQure soars on Huntington's data", {"QURE"}),
        ("argenx posts first profitable quarter, and lululemon's sales fell", {"ARGX", "LULU"}),
        ("Discover holders approve Capital One deal", {"COF"}),
        (
            "Genentech, Novo and Abbott will present; so will PacBio and Charles Schwab.",
            {"RHHBY", "NVO", "ABT", "PACB", "SCHW"},
        ),
        ("Rio Tinto cut its outlook. Rio Tinto plc is listed twice.", {"RIO"}),
    ],
)
def test_names_are_found_as_people_write_them(text, expected):
    """Whole names and coined short names, with possessives, hyphens, accents and ampersands."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "IT spending will grow ON all fronts; ALL of us NOW know A lot.",
        "He met David Block at Columbia University in California, near Target Street.",
        "The Nasdaq Composite rose 1% while the Dow Jones Industrial Average fell, Reuters said.",
        "Follow us on Facebook, LinkedIn, YouTube and Reddit.",
        "Progressive voters want a root cause; the visa rules are a target of the team.",
        "The gap is wide, the snap election near, and the strategy unclear.",
        "Jack Ford and Larry Page wrote to Mary Oracle.",
        "Vivienne Westwood and the Las Vegas strip, New York, Orange County.",
        "MRD, EFS, CRS and ICANS are clinical terms; FDA, PDUFA and NDA are not companies.",
        "Visit https://www.apple.com/newsroom or write to ir@tesla.com.",
        "Home sales rose 3% in May. Price cuts followed.",
        "Consolidated revenue fell 5% to $5 million. Royalty revenue increased 20%. Service revenue grew.",
        "Dollar gains weighed. Sterling fell 1%. Gold rose 2%. Steel shares rose 3%. Crypto investors sold.",
        "Public shareholders approved it. Union said it would strike. News reports followed.",
        "Bill to cut drug prices advances in House",
        "Employers cut 32,000 jobs. Builders cut prices. Citizens sued. Travelers reported delays.",
        "China stimulus falls short: iron ore, copper surrender Monday's gains. Monday trading was thin.",
        "Rush to buy gold lifts bullion. Toll rises to 45. Riot reported. Sea rose 4 mm a year.",
        "FED HOLDS RATES; POWELL SAYS NO RUSH TO CUT",
        "Target raised to $45 from $40, rating Buy. Target cut to 95p. Target to €12.",
        "Niagara Falls and the Amazon rainforest; the Denali peak; Seneca Falls",
        "Messrs. Abbott and Lyle; Gov. Abbott signed it; Greg Abbott spoke. Abbott was in Austin.",
        "Johnson's interest in the forest, Jackson's participant, Taylor's arrest",
        "It will present at the 44th Annual J.P. Morgan Healthcare Conference and the Jefferies London Healthcare Conference.",
        "Boston Children's and Children's National enrolled patients; Children's Tylenol is short.",
        "Deutsche Bahn said trains were late; Deutsche Welle reported it.",
        "echo $path $cash $arr[0] $usd and $rate",
        "Latham & Watkins LLP and Morgan, Lewis & Bockius LLP acted as legal counsel.",
    ],
)
def test_words_people_and_places_are_no_companies(text):
    """Tickers that are words, persons, places, indices, platforms and abbreviations count only with evidence."""
    assert tickers(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shares of Block fell 5%.", {"XYZ"}),
        ("Target raised its full-year guidance.", {"TGT"}),
        ("Apple fell 2% in early trading.", {"AAPL"}),
        ("Gap Inc. closed stores; there is a gap in the market.", {"GAP"}),
        ("Strategy bought 500 bitcoin.", {"MSTR"}),
        ("Snap slid 20% while Meta jumped.", {"SNAP", "META"}),
        ("Snap falls 15% on ad glitch", {"SNAP"}),
        ("Target raised to Buy at Jefferies", {"TGT", "JEF"}),
        ("Lilly's orforglipron matches Ozempic in weight loss", {"LLY"}),
        ("Gilead's Lenacapavir Cleared for HIV Prevention", {"GILD"}),
        ("Arrowhead's plozasiran wins FDA approval for FCS", {"ARWR"}),
        ("Jazz wins FDA nod for glioma drug", {"JAZZ"}),
        ("Carnival lifts forecast; Royal Caribbean slips", {"CCL", "RCL"}),
        ("Ford recalls 1.9 million vehicles", {"F"}),
        ("Dell's AI server backlog hits $18bn; Cigna's PBM and Disney's park gain", {"DELL", "CI", "DIS"}),
        ("Arrowhead Pharmaceuticals Announces FDA Approval of Redemplo", {"ARWR"}),
        ("Stifel acted as bookrunner for Cogent Biosciences", {"SF", "COGT"}),
        ("Goldman upgrades Gilead to buy from neutral", {"GS", "GILD"}),
        ("Brokers such as Deutsche rated it hold.", {"DB"}),
        ("*VISA 4Q ADJ EPS $2.98, EST. $2.97", {"V"}),
    ],
)
def test_a_name_that_is_a_word_counts_beside_words_of_the_market(text, expected):
    """Stock words, deal words and a legal form make a plain word a company."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nvidia falls 3% after guidance cut", {"NVDA"}),
        ("Nvidia Falls 3% After Guidance Cut", {"NVDA"}),
        ("Immunic falls as vidofludimus misses", {"IMUX"}),
        ("Dollar Tree falls to a low", {"DLTR"}),
        ("Starbucks union vote; Boeing court case; Pfizer high after data", {"SBUX", "BA", "PFE"}),
    ],
)
def test_a_verb_after_a_name_is_no_place(text, expected):
    """A company that falls is no waterfall, in whatever case the verb is written."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$vktx to $mdgl pair still works", {"VKTX", "MDGL"}),
        ("$brk.b buyback?", {"BRK-B"}),
        ("$SHOP.TO breaking out; $AZN.L and $SAN.PA lower", {"SHOP", "AZN", "SNY"}),
        ("$T.TO beat", {"TU"}),
        ("Cameco (TSX: CCO) mined", {"CCJ"}),
        ("$ALL.AX and $VIR.V up", set()),
        ("CGON, BBIO, PTGX up; JANX, IOVA down", {"CGON", "BBIO", "PTGX", "JANX", "IOVA"}),
    ],
)
def test_symbols_as_posts_and_chats_write_them(text, expected):
    """A cashtag in lower case counts where it is no word, and a list of symbols is no shouting."""
    assert tickers(text) == expected


def test_a_bare_symbol_counts_once_the_company_is_in_the_text():
    """Symbols of two or three letters and words need support; then they count."""
    supported = "OS Therapies (NYSE American: OSTX) reported. OSTX rose; OS fell."
    assert [mention.phrase for mention in mentions(supported, universe())][-1] == "OSTX"
    assert tickers("ALL rose after the note.") == set()
    assert tickers("Allstate reported earnings. ALL rose after the note.") == {"ALL"}


def test_a_hint_lets_its_bare_symbol_count():
    """A feed's own ticker lowers what a bare symbol or a word needs."""
    text = "Why ON is sliding today"
    assert tickers(text) == set()
    assert tickers(text, hints=["ON"]) == {"ON"}


def test_a_product_stands_for_a_hinted_company_that_is_not_named():
    text = "Ivonescimab beat Keytruda head to head."
    assert tickers(text) == set()
    found = {m.phrase: (m.company.ticker, m.evidence) for m in mentions(text, universe(), hints=["MRK"])}
    assert found == {"Keytruda": ("MRK", Evidence.PRODUCT)}
    named = {m.phrase for m in mentions(f"Merck & Co. fell: {text}", universe(), hints=["MRK"])}
    assert "Keytruda" not in named


def test_every_product_has_an_owner_on_the_list():
    assert len(universe().products) > 80
    assert [symbol for symbol in universe().products if universe().lookup(symbol) is None] == []


def test_publisher_metadata_decides_between_equals():
    """The page's own symbol makes its company the subject."""
    text = "Pfizer and Moderna both rose."
    plain, told = subject(mentions(text, universe())), subject(mentions(text, universe(), publisher=["MRNA"]))
    assert plain is not None
    assert told is not None
    assert (plain.ticker, told.ticker) == ("PFE", "MRNA")


def test_short_names_of_the_texts_own_company_win_over_strangers():
    """After "Vertex Pharmaceuticals", "Vertex" is that company, although another is called Vertex, Inc."""
    assert tickers("Vertex Pharmaceuticals won approval. Vertex shares rose.") == {"VRTX"}


def test_a_first_word_that_two_companies_share_is_the_one_whose_whole_name_it_is():
    """The REIT's "Apple" is the REIT, but Apple Inc. where the text names that one, too; a namesake is neither."""
    assert tickers("Apple Hospitality REIT reported results. Apple said it owns 220 hotels.") == {"APLE"}
    text = "Apple Hospitality REIT reported results. Apple said it owns no hotel. Apple Inc. is not involved."
    named = {text[found.start : found.end]: found.company.ticker for found in mentions(text, universe())}
    assert named == {"Apple Hospitality REIT": "APLE", "Apple": "AAPL", "Apple Inc.": "AAPL"}
    johnson = mentions("Boris Johnson visited a plant of Johnson Controls.", universe())
    assert [found.phrase for found in johnson] == ["Johnson Controls"]


@pytest.mark.parametrize(
    "text",
    [
        "Match said it beats. " * 5_000,
        "Popular shares fell. " + "a" * 60_000 + " Match",
        "Apple" + " " * 60_000 + "x",
        "Apple (NASDAQ: AAPL) " + "WKNa" * 200 + "! (NASDAQ: MSFT)",
        "The trial of the drug: Pfizer, " + ", ".join(["Lantern"] * 1_000),
        "SRPT shares and BMRN shares rose. SRPT and BMRN, " + ", ".join(["JNJ", "GIS"] * 1_000),
        "The trial of the drug: " + "Rocket Launch. Rocket said it. " * 4_000,
    ],
)
def test_no_text_takes_the_square_of_its_length(text):
    """Names, rows of names, spaces and identifiers without end are searched in one pass."""
    mentions("Apple (NASDAQ: AAPL)", universe())
    started = time.process_time()
    mentions(text, universe())
    assert time.process_time() - started < 5


def test_a_defined_name_counts():
    """'... Inc. ("CleneCo", the "Company")' makes the quoted name the company's."""
    found = mentions("Clene Inc. (“CleneCo,” the “Company”) will report. CleneCo has a trial.", universe())
    assert {mention.company.ticker for mention in found} == {"CLNN"}
    assert found[-1].phrase == "CleneCo"


def test_classes_and_lines_of_one_company_are_one():
    """Mentions of several lines of a registrant carry one company, the one that the text names first."""
    found = mentions("Alphabet (NASDAQ: GOOGL, GOOG) and Google are one.", universe())
    assert len({mention.company.cik for mention in found}) == 1
    assert len(companies(found)) == 1


def test_the_subject_is_named_in_the_title():
    """Title before lead before body, whatever the count."""
    text = (
        "Pfizer to buy Metsera\n\nThe deal puts pressure on Eli Lilly. Eli Lilly fell. Eli Lilly and Eli Lilly again."
    )
    company = subject(mentions(text, universe()))
    assert company is not None
    assert company.ticker == "PFE"


def test_a_broker_ranks_below_the_company_it_writes_about():
    """Analysts' banks are companies, but hardly ever the story."""
    text = "Analysts at Goldman Sachs raised their price target on Nvidia. JPMorgan analyst Jane Roe agreed."
    order = [company.ticker for company in companies(mentions(text, universe()))]
    assert order[0] == "NVDA"
    assert set(order) == {"NVDA", "GS", "JPM"}


def test_mentions_are_well_formed():
    """Offsets point at the phrase, spans are in order and do not overlap, one rank per company between 0 and 1."""
    text = "Allogene Therapeutics (NASDAQ: ALLO) and Cellectis (NASDAQ: CLLS) rose. $ALLO gained, Cellectis' stock too."
    found = mentions(text, universe())
    assert all(text[mention.start : mention.end] == mention.phrase for mention in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    ranks: dict[str, set[float]] = {}
    for mention in found:
        ranks.setdefault(mention.company.ticker, set()).add(mention.rank)
    assert all(len(values) == 1 and 0 < max(values) <= 1 for values in ranks.values())
    assert {mention.evidence for mention in found} >= {Evidence.EXCHANGE, Evidence.NAME, Evidence.CASHTAG}


def test_no_company_is_no_subject():
    """A text that names nobody has no subject and no companies."""
    found = mentions("Nothing happened today.", universe())
    assert (found, subject(found), companies(found)) == ([], None, [])


PIECES = ["Apple", "Inc.", "(NASDAQ:", "AAPL)", "$F", "the", "Target", "&", "of", "ALLO", "’s", "\n", "(", "“A,”", ":"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_no_text_raises(text):
    """Any text gives mentions whose offsets hold."""
    for mention in mentions(text, universe(), hints=["AAPL"]):
        assert text[mention.start : mention.end] == mention.phrase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aristocrat Leisure Limited (ASX: ALL) rose.", {"ASX:ALL"}),
        ("Allstate Corp. (NYSE: ALL) and Aristocrat Leisure (ASX: ALL) rose.", {"ALL", "ASX:ALL"}),
        ("Costa Group (ASX: COST) reported. Shares of COST rose 5%.", {"ASX:COST"}),
        ("First Majestic Silver Corp. (TSX: FR) (NYSE: AG) mined more.", {"AG"}),
        ("First Majestic Silver Corp. (TSX: FR) mined more.", {"AG"}),
        ("Target Exploration (ASX: TGT) drilled.", {"ASX:TGT"}),
        ("Royal Bank of Canada (TSX: RY) and Rio Tinto plc (LSE: RIO) rose.", {"RY", "RIO"}),
        ("$ALL.AX jumped, $AAPL.US fell.", {"AAPL"}),
        ("Aristocrat trades under the ticker symbol ALL on the ASX.", set()),
        ("Shares of ALLO.AX rose 5%.", set()),
    ],
)
def test_a_foreign_symbol_never_stands_under_an_american_ticker(text, expected):
    """Scores and dates are kept by ticker: ALL of Sydney is no Allstate, FR of Toronto no First Industrial."""
    assert tickers(text) == expected


WIRES = (
    "{place}, April 20, 2026 (GLOBE NEWSWIRE) -- Foo Labs today announced that its shares rose.",
    "{place}, April 20, 2026 /PRNewswire/ -- Foo Labs reported results. Its shares fell.",
    "{place}--(BUSINESS WIRE)--Foo Labs reported earnings.",
    "{place} / ACCESS Newswire / April 20, 2026 / Foo Labs reported results. Its shares fell.",
    "{place} -- Foo Labs said its stock rose.",
    "Foo Labs Reports Results\n{place}, April 20, 2026 - Foo Labs reported.",
    "Foo Labs Reports Results {place}, April 20, 2026 (GLOBE NEWSWIRE) -- Foo Labs reported.",
)
TOWNS = (
    "HAYWARD, Calif.", "CORNING, N.Y.", "HERSHEY, Pa.", "CAMDEN, N.J.", "CARLISLE, Pa.", "CLEARWATER, Fla.", "WESTLAKE, Texas",
    "NORWOOD, Mass.", "NEWMARKET, Ont.", "SMITHFIELD, Virginia", "HILTON HEAD, S.C.", "HAIN, Germany", "GILEAD, Maine",
    "COHU, CA", "HAYWARD, Calif. and CORNING, N.Y.",
)  # fmt: skip


@pytest.mark.parametrize("place", TOWNS)
@pytest.mark.parametrize("text", WIRES)
def test_a_dateline_names_no_company(text, place):
    """The town at the head of a release is where it was written, whatever company has its name or symbol."""
    assert tickers(text.format(place=place)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CORNING, N.Y., April 20, 2026 (GLOBE NEWSWIRE) -- Corning Incorporated (NYSE: GLW) reported.", {"GLW"}),
        ("HERSHEY, Pa. -- The Hershey Company reported earnings.", {"HSY"}),
        ("The company, based in Hershey, Pennsylvania, makes chocolate. It has a plant near Corning, N.Y.", set()),
        ("Hayward, April 20 (Reuters) - Ford said it would buy.", {"F"}),
        ("SANDISK -- shares up 5% premarket.", {"SNDK"}),
        ("Apple, Ireland and the tax: shares of Apple rose.", {"AAPL"}),
        ("He holds a stake in Tesla, Texas being its home.", {"TSLA"}),
        ("Clorox, S.C. Johnson and Unilever raise prices.", {"CLX", "UL"}),
    ],
)
def test_a_town_is_told_from_the_company_of_its_name(text, expected):
    """The company that speaks from its own town is found, and a comma before a state's name makes no town."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    ("name", "ticker"),
    [
        ("J.P. Morgan", "JPM"), ("J. P. Morgan", "JPM"), ("T. Rowe Price", "TROW"), ("C.H. Robinson", "CHRW"),
        ("J.M. Smucker", "SJM"), ("J.B. Hunt", "JBHT"), ("A.O. Smith", "AOS"), ("W.R. Berkley", "WRB"), ("H.B. Fuller", "FUL"),
        ("O'Reilly Automotive", "ORLY"), ("Dr. Reddy's", "RDY"), ("St. Joe", "JOE"), ("J&J", "JNJ"),
    ],
)  # fmt: skip
def test_a_name_with_initials_is_found_whole(name, ticker):
    """The SEC's list has "PRICE T ROWE"; people write it the other way round."""
    text = f"Yesterday {name} reported earnings, and its shares rose."
    assert [(found.company.ticker, found.phrase) for found in mentions(text, universe())] == [(ticker, name)]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Shares rose. J.P. Widgets Corp. ", "J.P. Widgets Corp."),
        ("Results came. St. Jude Labs, Inc. ", "St. Jude Labs, Inc."),
        ("It gained vs. U.S. Widgets Corp. ", "U.S. Widgets Corp."),
    ],
)
def test_the_name_before_a_bracket_keeps_its_initials(before, name):
    """An unlisted symbol's company is called by its whole name."""
    (found,) = mentions(f"{before}(CSE: QZQZ) drilled.", universe())[:1]
    assert found.company.name == name


WORDS = """
    A ALL IT ON ARE AI CAR FDA CEO CFO EPS PDUFA NDA BLA IPO ETF GDP CPI SEC ET PT TP UK US EU EV ESG OR FOR CAN HAS NOW ONE
    DRUG UNIT EVER HELP LUNG STEP LINK GLAD COLD KEYS
""".split()  # noqa: SIM905 - reads as a list


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{} rose 5% and shares fell.",
        "We buy {} shares here.",
        "long {} into earnings",
        "The {} CEO said.",
        "{} beat, raised guidance",
    ],
)
def test_a_word_in_capitals_is_no_symbol(word, text):
    """Without $ or an exchange a word of everyday or of the trade names no company; three letters and fewer never do."""
    assert tickers(text.format(word)) == set()


@pytest.mark.parametrize("symbol", ["ON", "ALL", "IT", "A", "AI", "CAR", "ARE", "DRUG"])
def test_the_same_word_with_its_dollar_is_one(symbol):
    """Given outright it is the company's."""
    assert tickers(f"Bought ${symbol} at the open.") == {symbol}
    assert tickers(f"Some company (NYSE: {symbol}) rose.") == {symbol}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("C3.ai, Inc. (NYSE: AI) said AI demand was strong, and AI agents sold well.", ["C3.ai, Inc.", "NYSE: AI"]),
        ("Gartner, Inc. (NYSE: IT): the IT budgets of its clients grow.", ["Gartner, Inc.", "NYSE: IT"]),
        (
            "onsemi (Nasdaq: ON) rose. ON shares gained, ON +3% premarket, ON Monday again.",
            ["onsemi", "Nasdaq: ON", "ON", "ON"],
        ),
    ],
)
def test_a_symbol_that_is_a_word_counts_only_as_a_symbol(text, phrases):
    """The company is in the text for certain; the word in capitals is still a word where nothing of the market is beside it."""
    assert [mention.phrase for mention in mentions(text, universe())] == phrases


MEDICINE = "The FDA lifted its hold on the trial; patients get the drug again."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Viking's VK2735 led to 14.7 % weight loss. {MEDICINE}", {"VKTX"}),
        (f"Madrigal shares gained 20%. {MEDICINE}", {"MDGL"}),
        (f"Rocket shares rose 20%. {MEDICINE}", {"RCKT"}),
        ("Rocket shares rose 20% after the launch of a satellite.", {"RKLB"}),
        (f"Compass shares rose 20%. {MEDICINE}", set()),
        ("Vertex dropped its cell therapy. CRISPR, Sana and Semma were not mentioned.", {"VRTX", "CRSP", "SANA"}),
        ("Lilly and Novo Nordisk fell. Viking, Structure and Altimmune rose.", {"LLY", "NVO", "VKTX", "GPCR", "ALT"}),
        (f"Harvard's researchers led. Harvard and Pfizer agree. {MEDICINE}", {"PFE"}),
        (f"Atrium Health, the hospital chain, said Atrium's CEO left. {MEDICINE}", set()),
        (f"The Structure Act and a Compass of rules. Myriad patients. Solid data, Solid tumors. {MEDICINE}", set()),
        (f"The Summit ended. Outlook cut. Milestone revenue was low. Pulse rates fell. {MEDICINE}", set()),
        ("Voyager and Viking were NASA missions. Beam and Lantern lit the pad; Voyager gained height.", set()),
    ],
)
def test_a_drug_maker_called_by_a_plain_word_is_known_in_a_text_on_medicine(text, expected):
    """Half of the small drug makers go by an English word: beside their stock, as owners, or in a row with companies."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Regenxbio's gene therapy helped patients with wet AMD; AMD affects 20 million.", {"RGNX"}),
        ("Corcept's drug lowered BP by 7 mmHg; BP fell in the ITT population of the trial. AES were mild.", {"CORT"}),
        ("In the intent-to-treat (ITT) population the effect was larger; ITT is what counts.", set()),
        ("Nvidia and AMD rose; patients wait for the drug trial.", {"NVDA", "AMD"}),
        ("AMD shares fell although its chips find drugs for patients.", {"AMD"}),
        ("IPSC-derived cells; HAE attacks fell; shares of MSA and ADC developers gained.", set()),
        ("Advanced Micro Devices (AMD) said AMD will report.", {"AMD"}),
        ("AMD treatment: sales rise\n\nSales in dry AMD rose 6%. BP was stable. In the ITT population it held.", set()),
    ],
)
def test_letters_that_mean_something_in_medicine_are_no_company(text, expected):
    """The eye disease, blood pressure and the intent-to-treat population, unless the stock is meant."""
    assert tickers(text) == expected


def test_a_feed_that_gives_the_other_company_is_believed():
    """Asked for the cruise line, "Viking" is the cruise line, although its passengers are patients of a drug trial."""
    text = f"Viking shares rose 3%. {MEDICINE}"
    assert tickers(text, hints=["VIK"]) == {"VIK"}
    assert tickers(text, hints=["VKTX"]) == {"VKTX"}


def test_a_note_written_in_symbols_is_read_as_such():
    """What a sell-side line names by symbols alone; one beside words of the market vouches for the others."""
    note = "We stay OW on BMRN into year-end. SRPT is broken. Like ARGX over IMVT. ABBV > JNJ on growth. UW: PFE, GILD."
    assert tickers(note) == {"BMRN", "SRPT", "ARGX", "IMVT", "ABBV", "JNJ", "PFE", "GILD"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pfizer said Q2 revenue rose and H1 sales fell; 4Q guidance is kept.", {"PFE"}),
        ("Q2 Holdings (NYSE: QTWO) said Q3 revenue rose.", {"QTWO"}),
        ("MSCI's gauge of stocks across the globe fell 1%.", set()),
        ("Alphabet, Meta and Amazon report\n\nAlphabet beat. Snap fell.", {"GOOGL", "META", "AMZN", "SNAP"}),
        ("Talks with TPG and Blackstone ended.", {"TPG", "BX"}),
        ("Xiaomi, Nio, Xpeng and BYD rose; D.R. Horton and Freddie Mac fell.", {"NIO", "XPEV", "BYDDF", "DHI", "FMCC"}),
        ("Revolution Medicines Soars on Pancreatic Cancer Data", {"RVMD"}),
        ("Lantern Pharma, Candel and Iovance Present", {"LTRN", "CADL", "IOVA"}),
    ],
)
def test_quarters_and_indices_are_no_companies_and_rows_of_names_are(text, expected):
    """A part of a year is no bank's software, an index no stock; a famous name between companies is one, too."""
    assert tickers(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Boeing reiterated its outlook.",
        "Boeing maintained its guidance for the year.",
        "The dividend was cut by Boeing.",
        "1,500 jobs were cut at Boeing.",
        "Boeing was advised by two banks.",
        "Boeing advised airlines to inspect the doors.",
        "Boeing initiates a second trial.",
        "Boeing upgraded to Buy.",
        "Boeing raised its target for deliveries.",
        "The regulator told Boeing to stop.",
        "There were new data from Boeing.",
        "Deliveries rose, according to Boeing.",
    ],
)
def test_who_reiterates_an_outlook_or_advises_customers_is_no_broker(sentence):
    """The words of brokers, said of a company's own business, cost it no place on the card."""
    text = f"Pfizer fell. {sentence}"
    kept = without_brokers(text, mentions(text, universe()))
    assert {mention.company.ticker for mention in kept} == {"PFE", "BA"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Jefferies reiterated a buy.",
        "Jefferies maintained its overweight rating.",
        "It was raised to Buy at Jefferies.",
        "The target was cut to $80 from $90 at Jefferies.",
        "It was upgraded by Jefferies.",
        "Jefferies upgrades Pfizer.",
        "Jefferies initiated coverage.",
        "Jefferies is acting as financial adviser.",
        "Jefferies and Centerview advised the board.",
        "Pfizer, advised by Jefferies, signed.",
        "Jefferies raised its price target.",
        "Jefferies analysts were calm.",
    ],
)
def test_who_rates_targets_or_advises_the_deal_is_a_broker(sentence):
    """A house that only speaks about the story is left out of it."""
    text = f"Pfizer fell. {sentence}"
    kept = without_brokers(text, mentions(text, universe()))
    assert {mention.company.ticker for mention in kept} == {"PFE"}
