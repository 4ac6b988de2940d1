"""Which sessions of a long history the rules still look at, so that one more session is judged in constant time.

Every rule gives the same answer for what is kept here as for the whole history (a property test holds them to it):
of sessions in one slot the plan counts the fullest; a gate wants every red session; an exercise is judged by its
latest few exposures, by those that hurt, and by the latest few when a change on record was made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .exercise import Moment
from .pain import Colour, colour, is_red
from .plan import SessionOutcome
from .settings import DEFAULTS, Settings

# As many exposures as a decision keeps as its evidence, and as many pains as the caseload shows.
EVIDENCE, PAINS = 6, 8
LAST_SLOT = 99


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for. `own` are the settings of single exercises, `through` the moments their changes had seen.

    `by_success` says that a gate looks at how well each session went; then everything is kept.
    """

    today: date
    settings: Settings = DEFAULTS
    own: Mapping[str, Settings] = field(default_factory=dict)
    through: Mapping[str, frozenset[Moment]] = field(default_factory=dict)
    by_success: bool = False

    def of(self, key: str) -> Settings:
        return self.own.get(key, self.settings)

    @property
    def all_settings(self) -> tuple[Settings, ...]:
        return tuple({self.settings, *self.own.values()})

    def wanted(self, key: str) -> dict[Moment, int]:
        """How many exposures count up to which moment: the last of all, and the latest few that a rule looks at."""
        settings = self.of(key)
        few = max(EVIDENCE, settings.success_sessions, settings.underperform_sessions, settings.asymmetry_sessions)
        moments = {(self.today, LAST_SLOT), *self.through.get(key, ())}
        return {(date.max, LAST_SLOT): 1, **dict.fromkeys(moments, few)}

    @staticmethod
    def hurts(pain: int | None, next_day_pain: int | None, settings: Settings) -> bool:
        """What stops is red as well: `accept_pain` is less than `stop_pain`."""
        return colour(pain, next_day_pain, settings) is Colour.RED


def relevant(sessions: Sequence[SessionOutcome], terms: Terms) -> list[SessionOutcome]:
    """Those of `sessions` that count, in their order; the ones that only the plan counts come without exposures."""
    if terms.by_success:
        return list(sessions)
    whole = _told_by_exercises(sessions, terms)
    plain = {*_fullest(sessions), *_latest_pains(sessions)}
    kept = []
    for place, session in enumerate(sessions):
        if place in whole:
            kept.append(session)
        elif place in plain or session.red_flag or is_red(session, terms.settings):
            kept.append(replace(session, exposures=()) if session.exposures else session)
    return kept


def moves_the_plan(sessions: Iterable[SessionOutcome], added: SessionOutcome, terms: Terms) -> bool:
    """Can one more session make a difference to the plan's state? Not beside a fuller one in its slot."""
    if terms.by_success or added.red_flag or is_red(added, terms.settings):
        return True
    slot = added.date, added.slot
    return all((s.date, s.slot) != slot or s.completed < added.completed for s in sessions)


def _fullest(sessions: Sequence[SessionOutcome]) -> set[int]:
    best: dict[Moment, int] = {}
    for place, session in enumerate(sessions):
        slot = session.date, session.slot
        if slot not in best or sessions[best[slot]].completed < session.completed:
            best[slot] = place
    return set(best.values())


def _latest_pains(sessions: Sequence[SessionOutcome]) -> list[int]:
    """Places of the latest sessions that told a pain; of one slot the last to come is the latest."""
    told = [place for place, session in enumerate(sessions) if session.pain is not None]
    return sorted(told, key=lambda place: (sessions[place].date, sessions[place].slot))[-PAINS:]


def _told_by_exercises(sessions: Sequence[SessionOutcome], terms: Terms) -> set[int]:
    done: dict[str, list[tuple[Moment, str, int]]] = {}
    kept: set[int] = set()
    for place, session in enumerate(sessions):
        for key, exposure in session.exposures:
            done.setdefault(key, []).append((exposure.moment, exposure.id, place))
            if terms.hurts(exposure.pain, exposure.next_day_pain, terms.of(key)):
                kept.add(place)
    for key, exposures in done.items():
        kept.update(_latest(exposures, key, terms))
    return kept


def _latest(exposures: list[tuple[Moment, str, int]], key: str, terms: Terms) -> set[int]:
    exposures.sort()
    kept: set[int] = set()
    for until, few in terms.wanted(key).items():
        kept.update(place for _, _, place in [e for e in exposures if e[0] <= until][-few:])
    return kept
