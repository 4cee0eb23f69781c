"""Many stories make one reading: newer, surer, more relevant and newly told stories weigh more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Driver
from bot.sentiment.duplicates import groups
from bot.sentiment.ticker import HALF_LIVES, NOVELTY, aggregate, shares
from tests.sentiment.helpers import NOW, reading, story

BODY = (
    "Acme said its late-stage trial of the heart drug met the main goal, cutting deaths by a fifth in patients who had "
    "already suffered one attack, and that it would file with regulators before the end of the year."
)


def combined(pairs, window="24h", usual_per_day=None):
    return aggregate("ACME", window, pairs, as_of=NOW, engine="rules", version="rules-1", usual_per_day=usual_per_day)


def test_nothing_found_is_none_with_a_reason():
    """
    No stories, or stories that say nothing about the ticker, give no score and say why.
    """
    assert combined([]).score is None
    silent = combined([(story("Acme to present", 1), reading(None))])
    assert silent.score is None
    assert silent.band == "n/a"
    assert "none says anything" in silent.reason


@pytest.mark.parametrize("window", ["24h", "7d", "30d"])
def test_a_story_one_half_life_old_weighs_half(window):
    """
    12 h in a day's view, 3 d in a week's, 7 d in a month's.
    """
    hours = HALF_LIVES[window] / timedelta(hours=1)
    result = combined(
        [(story("Alpha wins", 0), reading(0.6)), (story("Totally other news", hours), reading(0.6))], window
    )
    new, old = result.stories
    assert old.weight == pytest.approx(new.weight / 2)
    assert new.weight + old.weight == pytest.approx(1)


def test_repeats_weigh_one_three_quarters_and_nine_sixteenths():
    """
    The first telling counts whole, each repeat three quarters of the one before, whatever the order they come in.
    """
    told = [story("Acme drug meets main goal in late-stage trial", 3 - n, summary=BODY) for n in range(3)]
    result = combined([(item, reading(0.5)) for item in reversed(told)])
    by_age = sorted(result.stories, key=lambda entry: entry.story.published)
    decay = [0.5 ** ((NOW - entry.story.published) / HALF_LIVES["24h"]) for entry in by_age]
    plain = [entry.weight / share for entry, share in zip(by_age, decay, strict=True)]
    assert [value / plain[0] for value in plain] == pytest.approx([1, NOVELTY, NOVELTY**2])
    assert result.distinct == 1
    assert [entry.repeat_of is None for entry in by_age] == [True, False, False]


def test_a_copy_with_another_headline_is_found_by_its_body():
    """
    SimHash groups a reworded title over the same body; another body with a like topic stays apart.
    """
    other = (
        "Acme's chief financial officer will leave in June to lead a private company; a search for her successor has "
        "begun and the board thanked her for nine years of service."
    )
    found = groups([
        story("Acme heart drug works", 3, summary=BODY),
        story("Trial success sends Acme higher", 2, summary=BODY.replace("a fifth", "20%")),
        story("Acme finance head leaves", 1, summary=other),
    ])  # fmt: skip
    assert found[0] == found[1] != found[2]


FUTILITY = "Acme trial passes futility check: ada-cel clears MRD in 58.3% of patients"


@pytest.mark.parametrize(
    ("first", "second", "apart_h", "same"),
    [
        (FUTILITY, "Acme says ada-cel trial passes futility check with 58.3% MRD clearance", 1, True),
        (FUTILITY, "Acme says ada-cel trial passes futility check with 58% MRD clearance", 1, True),
        (FUTILITY, "Acme says ada-cel trial passes futility check with 41.6% MRD clearance", 1, False),
        (FUTILITY, "Acme says ada-cel trial passes futility check with 58.3% MRD clearance", 30, False),
        ("Acme to sell its dye unit for $4.05 billion", "Acme agrees sale of dye unit to Bolt for $4 billion", 2, True),
        ("Acme to add 1,500 jobs in Florida at a plant", "Acme to add 1,500 jobs in Ohio in a second office", 2, False),
        ("Citi raises Acme price target to $90 from $80", "Barclays raises Acme price target to $90 from $80", 2, False),
        ("Acme price target raised to $45 from $34 at Citi", "Acme price target raised to $50 from $45 at Barclays", 2, False),
        ("Acme EPS misses by $0.01, misses on revenue", "Bolt EPS misses by $0.01, misses on revenue", 2, False),
        ("UPDATE 1-Acme drug meets main goal in trial", "UPDATE 2-Acme drug meets main goal in trial", 2, True),
        ("S&P 500 perks up as Acme gains", "S&P 500 returns to flat as Acme slips", 2, False),
        ("Acme drug meets main goal in trial - Reuters", "Acme drug meets main goal in late trial - Bloomberg", 60, True),
    ],
)  # fmt: skip
def test_one_event_in_two_headlines_is_one_story_and_two_events_are_two(first, second, apart_h, same):
    """
    A shared figure joins looser tellings of a day; other figures, subjects or names keep even like headlines apart.
    """
    one, other = groups([story(first, apart_h + 1), story(second, 1)])
    assert (one == other) is same


def test_fewer_than_three_distinct_stories_are_thin_and_never_sure():
    """
    Two stories, or three tellings of one, are thin.
    """
    two = combined([(story("Alpha wins award", 1), reading(0.6)), (story("Bond issue closes", 2), reading(0.6))])
    assert two.thin
    assert two.confidence == "low"
    many = combined(
        [(story(f"{word} {word} news", n), reading(0.6)) for n, word in enumerate(["Alpha", "Beta", "Gamma"])]
    )
    assert not many.thin


def test_surer_and_more_relevant_stories_weigh_more():
    """
    High confidence beats low, a story about the ticker beats a passing mention, news beats a post.
    """
    for better, worse in (
        (reading(0.6), reading(-0.6, confidence="low")),
        (reading(0.6), reading(-0.6, relevance=0.1)),
    ):
        assert combined([(story("Alpha rises", 1), better), (story("Beta sinks", 1), worse)]).score > 0
    posts = combined([(story("Alpha", 1, kind="news"), reading(0.6)), (story("Zeta", 1, kind="social"), reading(-0.6))])
    assert posts.score > 0


def test_both_sides_heavy_is_mixed():
    """
    Good and bad news of equal weight read mixed and near neutral; one-sided news does not.
    """
    both = combined([(story("Alpha rises", 1), reading(0.7)), (story("Beta sinks", 1), reading(-0.7))])
    assert both.mixed
    assert both.band == "neutral"
    assert not combined([(story("Alpha rises", 1), reading(0.7)), (story("Beta too", 1), reading(0.5))]).mixed


def test_drivers_and_remainder_add_up():
    """
    The aggregate explains itself as a single score does.
    """
    one = reading(
        0.6, drivers=(Driver("raised guidance", 0.4, "It raised guidance.", "direction x metric"),), remainder=0.2
    )
    two = reading(-0.3, drivers=(Driver("Raised guidance", -0.3, "x", "direction x metric"),))
    result = combined([(story("Alpha", 1), one), (story("Beta", 5), two)])
    assert result.score == pytest.approx(sum(driver.contribution for driver in result.drivers) + result.remainder)


def said(phrase, contribution, sentence):
    return Driver(phrase, contribution, sentence, "events")


def test_a_score_is_the_sum_of_its_distinct_stories():
    """
    A story and its repeats are one share; each is told by its strongest words that point where it points.
    """
    met = (said("cost more", -0.4, "It cost more."), said("met the main goal", 0.3, "It met the main goal."))
    pairs = [
        (story("Acme drug meets main goal in late-stage trial", 3, summary=BODY), reading(0.6, drivers=met)),
        (story("Acme drug meets main goal in late-stage trial", 1, summary=BODY), reading(0.5, drivers=met)),
        (story("Beta sinks", 1), reading(-0.2, drivers=(said("sinks", -0.2, "Beta sinks"),))),
        (story("Gamma signs a lease", 2), reading(0.1)),
        (story("Delta is quiet", 2), reading(None)),
    ]
    result = combined(pairs)
    found = shares(result)
    assert sum(share.contribution for share in found) == pytest.approx(result.score)
    assert [(share.phrase, share.tellings) for share in found] == [
        ("met the main goal", 2), ("sinks", 1), ("Gamma signs a lease", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Seven of 12 patients had no detectable disease.", "Acme gains"),
        ("Shares of Bolt (BOLT) rose after Acme's trial worked.", "Acme gains"),
        ("Shares of Acme (ACME) rose with Bolt (BOLT).", "rose"),
    ],
)
def test_a_story_is_told_in_words_about_the_company(sentence, told):
    """
    A smaller driver that names it goes before a larger one that does not, or that speaks of another first.
    """
    one = reading(0.6, drivers=(said("rose", 0.5, sentence), said("Acme gains", 0.1, "Bolt and Acme gain")))
    pairs = [(replace(story("Bolt and Acme gain", 1), tickers=("ACME", "BOLT")), one)]
    pairs += [(story(title, 2), reading(0.1)) for title in ("Beta wins", "Gamma signs")]
    assert shares(combined(pairs), ("ACME", "Acme"))[0].phrase == told


def test_a_thin_reading_is_told_by_its_sentences():
    """
    The phrases of one sentence are one share; with the remainder they add up.
    """
    sales = "Sales fell, though less than feared."
    drivers = (said("fell", -0.5, sales), said("less than feared", 0.2, sales), said("cash", 0.1, "It has cash."))
    result = combined([(story("Alpha", 1), reading(-0.25, drivers=drivers))])
    found = shares(result)
    assert [(share.phrase, round(share.contribution, 2)) for share in found] == [("fell", -0.3), ("cash", 0.1)]
    assert sum(share.contribution for share in found) + result.remainder == pytest.approx(result.score)


def test_a_reading_without_phrases_is_told_by_its_titles():
    """
    An engine that gives none still says which stories moved it.
    """
    assert [share.phrase for share in shares(combined([(story("Alpha wins", 1), reading(0.5))]))] == ["Alpha wins"]


def test_buzz_is_beside_the_usual():
    """
    Distinct stories per day over the usual number; unknown where the usual is.
    """
    pairs = [(story(f"{word} moves", 1), reading(0.1)) for word in ("Alpha", "Beta", "Gamma", "Delta")]
    assert combined(pairs, usual_per_day=2.0).buzz == pytest.approx(2.0)
    assert combined(pairs).buzz is None
