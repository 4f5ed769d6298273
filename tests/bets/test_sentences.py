"""The allocation in words."""

import pytest

from bets.allocation import Allocation, Candidate, Policy, allocate
from bets.names import Names, listing, weeks
from bets.sentences import change, headline, idle, price, warnings, why
from bets.what_if import difference, prices
from tests.bets import the_real_case
from tests.bets.the_real_case import allocated

A, B, C, D = 1, 2, 3, 4
NAMES = Names(ranks={rank: rank for rank in range(1, 50)}, teams={"data": "Data", "cloud": "Cloud", "app": "Apps"})


def team(*bets: Candidate, **capacity: int) -> Allocation:
    return allocate(bets, capacity, Policy.TEAM)


def said_of(bet: int, allocation: Allocation) -> str:
    return str(why(allocation, bet, NAMES))


class TestWords:
    @pytest.mark.parametrize(
        ("tenths", "written"), [(0, "0.0"), (7, "0.7"), (51, "5.1"), (1200, "120.0"), (-5, "-0.5"), (-15, "-1.5")]
    )
    def test_tenths_are_written_as_person_weeks(self, tenths, written):
        assert weeks(tenths) == written

    def test_a_list_ends_with_and(self):
        assert [listing(list("a")), listing(list("ab")), listing(list("abc"))] == ["a", "a and b", "a, b and c"]

    def test_bets_are_listed_by_rank_and_those_without_one_last(self):
        names = Names(ranks={7: 2, 8: 1}, teams={})

        assert names.bets([9, 7, 8]) == "#1, #2 and a bet without a rank"

    def test_a_team_without_a_name_goes_by_its_slug(self):
        assert (NAMES.team("data"), NAMES.team("ml")) == ("Data", "ml")


class TestWhy:
    def test_capacity_says_what_it_needs_what_is_left_and_after_whom(self):
        allocation = team(Candidate(A, {"data": 1}), Candidate(B, {"data": 51}), data=51)

        assert said_of(B, allocation) == "#2 waits: needs 5.1 Data, 5.0 left after #1"

    def test_nothing_used_yet_is_all_there_is(self):
        assert said_of(A, team(Candidate(A, {"data": 51}), data=50)) == "#1 waits: needs 5.1 Data, 5.0 in all"

    def test_a_team_without_capacity_has_none_in_all(self):
        assert said_of(A, team(Candidate(A, {"data": 5}))) == "#1 waits: needs 0.5 Data, 0.0 in all"

    def test_several_shortages_are_listed_the_largest_first(self):
        bets = Candidate(A, {"cloud": 10}), Candidate(B, {"data": 95, "cloud": 240})

        sentence = said_of(B, team(*bets, data=80, cloud=230))

        assert sentence == "#2 waits: needs 24.0 Cloud, 22.0 left after #1; needs 9.5 Data, 8.0 in all"

    def test_a_queue_names_the_team_and_the_bet_in_front(self):
        allocation = team(Candidate(A, {"data": 9}), Candidate(B, {"data": 8}), data=5)

        assert said_of(B, allocation) == "#2 waits: in the queue for Data behind #1"

    def test_a_queued_bet_that_would_fit_is_told_so(self):
        allocation = team(Candidate(A, {"data": 9}), Candidate(B, {"data": 5}), data=5)

        assert why(allocation, B, NAMES).lead == "in the queue for Data behind #1,"
        assert why(allocation, B, NAMES).rest == "though what is left would do."

    def test_a_queued_bet_says_what_else_it_lacks(self):
        allocation = team(Candidate(A, {"data": 9}), Candidate(B, {"data": 5, "cloud": 150}), data=5, cloud=140)

        assert why(allocation, B, NAMES).lead == "in the queue for Data behind #1;"
        assert why(allocation, B, NAMES).rest == "also needs 15.0 Cloud, 14.0 in all."
        assert said_of(B, allocation) == (
            "#2 waits: in the queue for Data behind #1; also needs 15.0 Cloud, 14.0 in all"
        )

    def test_several_queues_are_told_by_the_bet_in_front(self):
        allocation = team(
            Candidate(A, {"data": 1, "app": 1}),
            Candidate(B, {"cloud": 1}),
            Candidate(C, {"cloud": 1, "data": 1, "app": 1}),
        )

        assert said_of(C, allocation) == ("#3 waits: in the queue for Apps and Data behind #1 and for Cloud behind #2")

    def test_below_the_strict_line_it_says_whether_it_would_fit(self):
        bets = Candidate(A, {"data": 9}), Candidate(B, {"data": 5}), Candidate(C, {"data": 6})
        allocation = allocate(bets, {"data": 5}, Policy.STRICT)

        assert said_of(B, allocation) == "#2 waits: below the line at #1, though what is left would do"
        assert said_of(C, allocation) == "#3 waits: below the line at #1; also needs 0.6 Data, 0.5 in all"

    def test_a_dependency_says_how_things_stand_with_what_it_needs(self):
        allocation = team(
            Candidate(A, None),
            Candidate(B, {}, needs=(A,)),
            Candidate(C, {}, needs=(B, A, D, 99)),
            Candidate(D, {}),
        )

        assert said_of(B, allocation) == "#2 waits: needs #1, which waits"
        assert said_of(C, allocation) == (
            "#3 waits: needs #1 and #2, which wait; needs #4, which comes later; "
            "needs a bet without a rank, which is not in play"
        )

    def test_an_either_or_names_the_funded_partner(self):
        allocation = team(Candidate(A, {}), Candidate(B, {}, excludes=(A,)))

        assert said_of(B, allocation) == "#2 waits: either this or #1, which is funded"

    def test_a_bet_without_an_estimate_says_so(self):
        assert said_of(A, team(Candidate(A, None))) == "#1 waits: nobody has said yet what it needs"

    def test_the_rank_is_the_one_that_is_given_and_not_the_id(self):
        names = Names(ranks={A: 12}, teams={})

        assert str(why(team(Candidate(A, None)), A, names)).startswith("#12 waits: ")

    def test_a_funded_bet_has_no_reason_to_wait(self):
        with pytest.raises(KeyError):
            why(team(Candidate(A, {})), A, NAMES)

    def test_in_the_real_case_15_waits_for_a_tenth_of_rustdoc(self):
        sentence = why(allocated(Policy.TEAM), 15, the_real_case.NAMES)

        assert str(sentence) == "#15 waits: needs 5.1 rustdoc, 5.0 left after #14"
        assert sentence.lead == "needs 5.1 rustdoc, 5.0 left after #14."

    @pytest.mark.parametrize("policy", list(Policy))
    def test_every_waiting_bet_of_the_real_case_has_a_sentence(self, policy):
        allocation = allocated(policy)

        for bet in allocation.unfunded:
            assert str(why(allocation, bet, the_real_case.NAMES)).startswith(f"#{bet} waits: ")


class TestPrice:
    def said(self, bet: int, allocation: Allocation) -> str:
        return price(allocation.unfunded[bet], prices(allocation)[bet], NAMES)

    def test_in_the_real_case_it_says_who_would_wait_then_and_what_would_disturb_nobody(self):
        assert self.said(15, allocated(Policy.TEAM)) == (
            "0.1 more rustdoc funds it; then #17, #37 and #42 wait. "
            "2.8 more compiler, 0.8 more clippy and 0.1 more rustdoc would disturb nobody."
        )

    def test_it_says_who_comes_in_with_it(self):
        allocation = team(Candidate(A, {"data": 6}), Candidate(B, {}, needs=(A,)), data=5)

        assert self.said(A, allocation) == "0.1 more Data funds it with #2 and disturbs nobody."

    def test_several_teams_fund_and_disturb_in_the_plural(self):
        allocation = team(Candidate(A, {"data": 6, "cloud": 7}), data=5, cloud=5)

        assert self.said(A, allocation) == "0.2 more Cloud and 0.1 more Data fund it and disturb nobody."

    def test_one_bet_waits_in_the_singular(self):
        bets = Candidate(A, {"data": 6}), Candidate(B, {"data": 5})
        allocation = allocate(bets, {"data": 5}, Policy.FILL)

        assert self.said(A, allocation) == (
            "0.1 more Data funds it; then #2 waits. 0.6 more Data would disturb nobody."
        )

    def test_a_price_that_would_still_disturb_somebody_is_not_praised(self):
        bets = Candidate(A, {"x": 11, "y": 8}), Candidate(B, {"x": 5, "y": 6}), Candidate(C, {"y": 5})

        assert self.said(A, team(*bets, x=10, y=10)) == "0.1 more x funds it; then #3 waits."

    def test_under_fill_it_says_so_if_a_bet_above_would_come_first(self):
        bets = Candidate(A, {"data": 6}), Candidate(B, {"data": 6})

        allocation = allocate(bets, {"data": 5}, Policy.FILL)

        assert self.said(B, allocation) == "0.1 more Data funds #1 instead and disturbs nobody."

    def test_a_price_that_does_not_even_fund_the_bet_is_not_praised(self):
        bets = Candidate(A, {"x": 6}), Candidate(B, {"x": 6, "y": 5}), Candidate(C, {"y": 2})

        allocation = allocate(bets, {"x": 5, "y": 5}, Policy.FILL)

        assert self.said(B, allocation) == "0.1 more x funds #1 instead and disturbs nobody."


class TestHeadline:
    def test_the_first_line_is_named_with_its_team(self):
        said = headline(allocated(Policy.TEAM), the_real_case.NAMES)

        assert str(said) == "32 of 42 bets are funded. The first line falls at #9, in infra."
        assert (said.lead, said.bet, said.rank, said.tail) == ("The first line falls at", 9, "#9", ", in infra.")

    def test_strict_has_one_line(self):
        said = headline(allocated(Policy.STRICT), the_real_case.NAMES)

        assert str(said) == "8 of 42 bets are funded. The line falls at #9."

    def test_fill_has_none(self):
        assert str(headline(allocated(Policy.FILL), the_real_case.NAMES)) == "35 of 42 bets are funded."

    def test_two_teams_that_run_out_at_the_same_bet_share_the_first_line(self):
        allocation = team(Candidate(A, {}), Candidate(B, {"data": 6, "cloud": 9}), data=5, cloud=5)

        assert str(headline(allocation, NAMES)) == (
            "1 of 2 bets is funded. The first lines fall at #2, in Cloud and Data."
        )

    @pytest.mark.parametrize(
        ("bets", "said"),
        [
            ([], "No bet is ranked yet."),
            ([{}], "The only bet is funded."),
            ([None], "The only bet is not funded."),
            ([{}, {}], "All 2 bets are funded."),
            ([None, None], "None of 2 bets is funded."),
            ([{}, {}, None], "2 of 3 bets are funded."),
        ],
    )
    def test_it_counts_in_plain_words(self, bets, said):
        candidates = [Candidate(rank, demand) for rank, demand in enumerate(bets, start=1)]

        assert str(headline(team(*candidates), NAMES)) == said


class TestIdle:
    def test_idle_capacity_is_owned_by_the_bet_at_the_line(self):
        labels = idle(allocated(Policy.TEAM), the_real_case.NAMES)

        assert labels["rustdoc"] == "rustdoc: 5.0 of 5.1 idle behind #15"

    def test_without_a_line_it_is_idle_behind_nobody_and_a_team_without_any_is_not_named(self):
        allocation = team(Candidate(A, {"data": 5, "cloud": 5}), data=9, cloud=5)

        assert idle(allocation, NAMES) == {"data": "Data: 0.4 of 0.9 idle"}


class TestWarnings:
    def test_a_bet_larger_than_a_team_can_never_be_funded(self):
        allocation = team(Candidate(A, {"data": 60}), Candidate(B, {"data": 1}), data=50)

        assert warnings(allocation, A, NAMES) == ["Can never be funded: Data has 5.0 in all."]
        assert warnings(allocation, B, NAMES) == []

    def test_what_a_bet_needs_below_it_is_named(self):
        allocation = team(
            Candidate(A, {}, needs=(B, C)), Candidate(B, {}), Candidate(C, {}, needs=(D,)), Candidate(D, {})
        )

        assert warnings(allocation, A, NAMES) == ["Needs #2 and #3, which come later."]
        assert warnings(allocation, C, NAMES) == ["Needs #4, which comes later."]


class TestChange:
    def test_it_says_who_comes_and_goes_and_how_much_that_is(self):
        before = team(Candidate(A, {"data": 60}), Candidate(B, {"data": 10, "cloud": 7}), data=50, cloud=9)
        after = allocate(before.candidates, {"data": 50, "cloud": 9}, Policy.FILL)

        assert change(difference(before, after), NAMES) == (
            "#2 comes in. Funded: 1 instead of 0. 1.7 person-weeks come in, 0.0 go out."
        )
        assert change(difference(after, before), NAMES) == (
            "#2 goes. Funded: 0 instead of 1. 0.0 person-weeks come in, 1.7 go out."
        )

    def test_in_the_real_case_one_comes_in_and_three_go(self):
        paid = prices(allocated(Policy.TEAM))[15].turn

        assert change(paid, the_real_case.NAMES) == (
            "#15 comes in; #17, #37 and #42 go. Funded: 30 instead of 32. 15.3 person-weeks come in, 9.2 go out."
        )

    def test_one_for_another_leaves_the_number_as_it_was(self):
        bets = [Candidate(A, {"data": 5}), Candidate(B, {"data": 4})]
        before, after = (allocate(order, {"data": 5}, Policy.TEAM) for order in (bets, bets[::-1]))

        assert change(difference(before, after), NAMES) == (
            "#2 comes in; #1 goes. Funded: 1, as before. 0.4 person-weeks come in, 0.5 go out."
        )

    def test_nothing_changes(self):
        allocation = team(Candidate(A, {}))

        assert change(difference(allocation, allocation), NAMES) == "Nothing changes in what is funded."
