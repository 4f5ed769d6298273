"""The questions that can still change what is funded: cases, and the definition carried out on invented boards."""

from random import Random

import pytest

from bets.allocation import BetId, Candidate, Policy, allocate
from bets.consensus.agreed import agreed
from bets.consensus.pairs import Disputed, disputed
from bets.ordering import After, Before
from bets.questions import Count, Question, count, decisive, questions
from tests.bets.the_questions import Pair, act, board, by_definition, opinions, pairs_of

A, B, C, D = 1, 2, 3, 4
FEW, ALL = 300, 3_000
boards = pytest.mark.parametrize("seeds", [range(FEW), pytest.param(range(FEW, ALL), marks=pytest.mark.faults)])
policies = pytest.mark.parametrize("policy", list(Policy))


def a_pair(first: int, second: int, first_above: int = 1, of: int = 2) -> Disputed:
    return Disputed(first=first, second=second, first_above=first_above, of=of)


class TestCases:
    BETS = (Candidate(A, {"x": 6}), Candidate(B, {"x": 5}), Candidate(C, {"x": 4}))

    def test_the_act_brings_the_lower_bet_to_directly_above_the_other_or_the_other_below_it(self):
        allocation = allocate(self.BETS, {"x": 10}, Policy.TEAM)

        (question,) = questions(allocation, [a_pair(A, B, first_above=2, of=3)])

        assert (question.upper, question.lower) == (A, B)
        assert (question.bet, question.target) == (B, Before(A))
        assert (question.change.enters, question.change.leaves) == ((B,), (A,))
        assert (question.weight, question.against, question.of) == (11, 1, 3)

    def test_of_two_decisive_acts_it_is_the_one_by_which_less_changes_hands(self):
        """C raised would push out B, the larger one; A lowered makes room for C and finds none itself."""
        bets = [Candidate(A, {"x": 3}), Candidate(B, {"x": 7}), Candidate(C, {"x": 3})]
        allocation = allocate(bets, {"x": 10}, Policy.FILL)

        (question,) = questions(allocation, [a_pair(A, C)])

        assert (question.bet, question.target) == (A, After(C))
        assert (question.change.enters, question.change.leaves) == ((C,), (A,))

    def test_only_disputed_pairs_of_ranked_bets_are_asked(self):
        allocation = allocate(self.BETS, {"x": 10}, Policy.TEAM)

        assert questions(allocation, []) == ()
        assert questions(allocation, [a_pair(A, 99)]) == ()

    def test_chance_times_person_weeks_comes_first_then_rank(self):
        bets = [Candidate(A, {"x": 10}), Candidate(B, {"x": 10}), Candidate(C, {"y": 9}), Candidate(D, {"y": 9})]
        allocation = allocate(bets, {"x": 10, "y": 10}, Policy.FILL)

        even = questions(allocation, [a_pair(C, D), a_pair(A, B)])
        uneven = questions(allocation, [a_pair(C, D), a_pair(A, B, first_above=3, of=4)])

        assert [question.upper for question in even] == [A, C]
        assert [question.upper for question in uneven] == [C, A]

    def test_what_is_answered_is_not_asked_again_until_somebody_turns_it_round(self):
        pairs = [a_pair(A, B)]

        assert questions(allocate(self.BETS, {"x": 10}, Policy.TEAM), pairs, agreed=[(A, B)]) == ()
        assert questions(allocate(self.BETS, {"x": 10}, Policy.TEAM), pairs, agreed=[(B, A)])

    def test_no_act_passes_what_all_agree_on(self):
        """C above A would pass B, that nobody puts below C: so it is A that goes below C."""
        bets = [Candidate(A, {"x": 6}), Candidate(B, {"x": 4}), Candidate(C, {"x": 6})]
        orders = [(A, B, C), (B, C, A)]
        allocation = allocate(bets, {"x": 10}, Policy.FILL)

        (question,) = [one for one in questions(allocation, disputed(orders), agreed(orders)) if one.lower == C]

        assert (question.bet, question.target) == (A, After(C))

    def test_a_loss_is_a_tenth_of_one_team_rounded_up_to_a_tenth(self):
        bets = [Candidate(A, {"x": 5}), Candidate(B, {"x": 6})]

        assert count(allocate(bets, {"x": 11}, Policy.TEAM), [a_pair(A, B)]) == Count(0, 1)
        assert count(allocate(bets, {"x": 12}, Policy.TEAM), [a_pair(A, B)]) == Count(0, 1)
        assert count(allocate(bets, {"x": 13}, Policy.TEAM), [a_pair(A, B)]) == Count(0, 0)

    def test_a_loss_adds_to_what_is_open_today(self):
        bets = [Candidate(A, {"x": 5}), Candidate(B, {"x": 5}), Candidate(C, {"y": 10}), Candidate(D, {"y": 10})]

        counted = count(allocate(bets, {"x": 10, "y": 10}, Policy.TEAM), [a_pair(A, B), a_pair(C, D)])

        assert counted == Count(now=1, with_a_loss=2)


class TestTwoAnswersThatUndoEachOther:
    """C above A above B is wanted, A B C is today's order: the act that brings A below C brings it below B as well."""

    BETS = (Candidate(A, {"x": 7}), Candidate(B, {"x": 7}), Candidate(C, {"x": 1}))
    WANTED = (C, A, B)
    PAIRS = (a_pair(A, B), a_pair(A, C), a_pair(B, C))

    def test_an_answer_holds_the_acts_of_later_ones_and_the_questions_end(self):
        bets, answers = list(self.BETS), set()

        while asked := questions(allocate(bets, {"x": 10}, Policy.FILL), self.PAIRS, answers):
            bets, kept, _ = self.answer(bets, asked[0])
            answers.add(kept)

        assert answers == {(A, B)}

    def test_if_it_silenced_its_pair_alone_until_a_move_they_would_go_on_for_ever(self):
        """The negative control."""
        bets, silent, asked = list(self.BETS), set(), []

        while len(asked) < 10:
            pairs = [pair for pair in self.PAIRS if (pair.first, pair.second) not in silent]
            one = questions(allocate(bets, {"x": 10}, Policy.FILL), pairs)[0]
            bets, _, moved = self.answer(bets, one)
            silent = {pair for pair in silent if moved not in pair} | {tuple(sorted((one.upper, one.lower)))}
            asked.append((one.upper, one.lower))

        assert asked[:5] == [(A, B), (A, C), (B, A), (A, C), (B, A)]

    def answer(self, bets: list[Candidate], one: Question) -> tuple[list[Candidate], Pair, BetId | None]:
        """The order afterwards, the pair as it is wanted, and the bet that moved."""
        kept = tuple(sorted((one.upper, one.lower), key=self.WANTED.index))
        if kept == (one.upper, one.lower):
            return bets, kept, None
        return act(bets, one.bet, one.target), kept, one.bet


@boards
@policies
def test_they_are_what_the_definition_says(policy, seeds):
    met = 0
    for seed in seeds:
        random = Random(seed)
        bets, capacity = board(random, plain=seed % 2 == 0)
        allocation, pairs = allocate(bets, capacity, policy), opinions(random, bets)
        expected = by_definition(bets, capacity, policy)

        asked = questions(allocation, pairs)

        assert decisive(allocation) == tuple(expected), seed
        assert {(one.upper, one.lower) for one in asked} == disputed_of(pairs, expected), seed
        for one in asked:
            assert (one.bet, one.target, one.change) == expected[one.upper, one.lower], seed
        if seed % 5 == 0:
            assert count(allocation, pairs) == by_losses(bets, capacity, policy, pairs), seed
        met += bool(asked)
    assert met > len(seeds) // 10  # boards without a question prove little


@boards
@policies
def test_they_keep_to_what_is_agreed(policy, seeds):
    for seed in seeds:
        random = Random(seed)
        bets, capacity = board(random, plain=seed % 2 == 0)
        known = [pair[:: random.choice([1, -1])] for pair in pairs_of(bets) if random.random() < 0.3]
        allocation, pairs = allocate(bets, capacity, policy), opinions(random, bets)
        expected = by_definition(bets, capacity, policy, known)

        asked = questions(allocation, pairs, known)

        assert {(one.upper, one.lower) for one in asked} == disputed_of(pairs, expected), seed
        assert all((one.bet, one.target, one.change) == expected[one.upper, one.lower] for one in asked), seed
        assert count(allocation, pairs, known).now == len(asked), seed


@policies
@pytest.mark.parametrize("judge", ["for", "against", "either"])
def test_they_come_to_an_end_however_they_are_answered(policy, judge):
    for seed in range(FEW):
        random = Random(seed)
        bets, capacity = board(random, plain=seed % 2 == 0)
        pairs, answered = opinions(random, bets), set()

        while asked := questions(allocate(bets, capacity, policy), pairs, answered):
            one, before = asked[0], set(allocate(bets, capacity, policy).funded)
            kept = (one.upper, one.lower)
            if judge == "against" or (judge == "either" and random.random() < 0.5):
                bets, kept = act(bets, one.bet, one.target), kept[::-1]
                after = set(allocate(bets, capacity, policy).funded)
                assert after == before - set(one.change.leaves) | set(one.change.enters) != before
            assert kept not in answered
            assert answered <= set(pairs_of(bets))
            answered.add(kept)

        assert count(allocate(bets, capacity, policy), pairs, answered).now == 0


def disputed_of(pairs: list[Disputed], found: object) -> set[Pair]:
    named = {(pair.first, pair.second) for pair in pairs}
    return {pair for pair in found if (min(pair), max(pair)) in named}


def by_losses(bets, capacity, policy, pairs) -> Count:
    now = disputed_of(pairs, by_definition(bets, capacity, policy))
    less = [{**capacity, team: tenths - -(-tenths // 10)} for team, tenths in capacity.items()]
    lost = [disputed_of(pairs, by_definition(bets, smaller, policy)) for smaller in less]
    return Count(len(now), len(now.union(*lost)))
