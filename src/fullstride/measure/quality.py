"""How good a signal is for finding and timing short fast efforts, said in sentences."""

from dataclasses import dataclass

from fullstride.domain.evidence import Grading, Quality, SpeedSource

_WORSE = (Grading.GOOD, Grading.FAIR, Grading.POOR, Grading.UNFIT)
_RUNS = ("", "running", "run", "generic", "fitness_equipment", "training", "multisport", "other", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was seen while cleaning; shares are of the recording's seconds, 0-1."""

    sport: str
    records: int
    source: SpeedSource
    interval_s: float | None
    noise_mps: float | None
    known_share: float
    impossible: int  # speeds no runner reaches, left out
    twice: int  # records that ran over the same time again
    away: int  # records a jump of the clock put out of reach
    running_s: int
    typical_mps: float | None  # the middle of the running speeds


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityJudge:
    """The limits between good, fair, poor and unfit, and their sentences."""

    fewest_running_s: int = 60
    sparse_s: float = 2.0  # a sample this seldom is smart recording
    seldom_s: float = 6.0  # a short effort has a sample or two
    unfit_interval_s: float = 12.0
    rough_mps: float = 0.15
    noisy_mps: float = 0.45
    full_share: float = 0.9
    half_share: float = 0.5
    fastest_typical_mps: float = 6.8  # nobody runs a whole recording faster
    many_impossible_share: float = 0.2

    def judge(self, facts: Facts) -> Quality:
        """The grade is the worst that any remark gives; the remarks come weightiest first."""
        remarks = self._unfit(facts) or self._remarks(facts)
        remarks.sort(key=lambda remark: -_WORSE.index(remark[0]))
        return Quality(
            grade=remarks[0][0] if remarks else Grading.GOOD,
            source=facts.source,
            why=tuple(say for _, say in remarks),
            noise_mps=facts.noise_mps,
            interval_s=facts.interval_s,
        )

    def _unfit(self, facts: Facts) -> list[tuple[Grading, str]]:
        """The one reason why nothing can be said, if there is one."""
        say = ""
        if facts.records < 2:
            say = "There is nothing to measure: the recording has fewer than two records."
        elif not is_run(facts.sport):
            say = f"This is {facts.sport.replace('_', ' ')}, not running; efforts are sought in runs only."
        elif facts.impossible > self.many_impossible_share * facts.records:
            say = "The speeds in this recording are impossible for a runner; nothing can be measured on them."
        elif facts.source is SpeedSource.NONE:
            say = "This recording shows no movement: no speed, position or distance that changes."
        elif facts.interval_s is not None and facts.interval_s > self.unfit_interval_s:
            say = f"One sample every {facts.interval_s:.0f} s is too seldom to see a short effort."
        elif facts.running_s < self.fewest_running_s or facts.typical_mps is None:
            say = "There is less than a minute of running in this recording."
        elif facts.typical_mps > self.fastest_typical_mps:
            say = "The whole recording is faster than anyone runs; it looks like a ride."
        return [(Grading.UNFIT, say)] if say else []

    def _remarks(self, facts: Facts) -> list[tuple[Grading, str]]:
        found: list[tuple[Grading, str]] = []
        if facts.source is SpeedSource.POSITION:
            found.append(
                (
                    Grading.FAIR,
                    "There is no speed in the file; it is worked out from positions, which is rougher.",
                )
            )
        elif facts.source is SpeedSource.DISTANCE:
            found.append(
                (
                    Grading.FAIR,
                    "There is no speed in the file; it is worked out from distance, which is rougher.",
                )
            )
        if facts.noise_mps is not None and facts.noise_mps >= self.rough_mps:
            grade = Grading.POOR if facts.noise_mps >= self.noisy_mps else Grading.FAIR
            found.append(
                (grade, f"The speed is rough: one second is off by about {facts.noise_mps:.1f} m/s.")
            )
        if facts.interval_s is not None and facts.interval_s >= self.sparse_s:
            grade = Grading.POOR if facts.interval_s >= self.seldom_s else Grading.FAIR
            found.append(
                (
                    grade,
                    f"The watch saved one sample in {facts.interval_s:.0f} s; set it to save every second.",
                )
            )
        if facts.known_share < self.full_share:
            grade = Grading.POOR if facts.known_share < self.half_share else Grading.FAIR
            share = round(100 * (1 - facts.known_share))
            found.append((grade, f"{share} % of the time has no samples; it is taken as standing still."))
        if facts.away:
            found.append(
                (Grading.FAIR, f"The clock jumps by days; {_records(facts.away)} beyond the jump left out.")
            )
        if facts.twice:
            found.append(
                (Grading.FAIR, f"The clock steps back; {_records(facts.twice)} told twice left out.")
            )
        if facts.impossible:
            found.append((Grading.FAIR, f"{_records(facts.impossible)} with an impossible speed left out."))
        return found


def is_run(sport: str) -> bool:
    """Whether a sport's name is running, or says nothing against it."""
    name = sport.strip().casefold()
    return name in _RUNS or "run" in name or "track" in name or "treadmill" in name


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"
