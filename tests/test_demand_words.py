"""The words every runner uses mean what every runner means by them."""

import pytest

from fullstride.domain.calendar import Demand
from fullstride.plan.reading import read_title
from fullstride.rules.lexicon import packaged

# Written for these tests; no plan's titles.
SAID = {
    "easy": """
        Easy run | Easy 5 miles | 5 mi easy | 45 min easy | Recovery run 6 km | Recovery jog | Jog 30 min
        General aerobic 8 mi | GA 13 km | Shakeout 20 min | Foundation run | Base run 50 min | Aerobic run
        Zone 2 run 40 min | 40' Z2 | 8 km E | 6k Ez | Run/walk 30 min | Walk 5 min, jog 1 min x 8
        8 x (run 1 min, walk 2 min) | Dauerlauf locker 8 km | 60 min ruhiger Dauerlauf | GA1 10 km | LIT 50min
        Regenerationslauf | Footing 45 min | Endurance fondamentale 1h | Rodaje suave 10 km | Trote 30'
        Carrera continua suave 40 min | Corsa lenta 10 km | Fondo lento 12 km | Rustige duurloop 8 km
        Herstelloop | Rolig tur 8 km | Run: Easy 45 min | 🏃 Easy Run • 8km | AM 5 mi easy / PM 4 mi easy
        Conversational pace 5k | Easy run (no strides) | Relaxed 6 mi | Easy 10k, conversational | run 3 miles
        Recovery week: easy 30 min | 5 mi easy + core | Easy 6 km + gym | 2 x 30 min easy | Easy or rest
        Slow 5k | Comfortable run 4 mi | Easy, on trails off-road | 30 min jog | 4 m run + strength
        """,
    "strides": """
        Easy 5 mi + strides | Easy run with 6 x 100 m strides | Recovery + speed 6 mi | 8 × 100 m strides
        6 mi GA + 8x100m strides | Easy 40 min w/ 4 x 20 s strides | Easy run, 6 × 10 sec hill sprints
        General aerobic + speed 8 mi | Dauerlauf 8 km mit 5 Steigerungen | 45 min locker + Steigerungslauf
        Footing 40 min + 6 lignes droites | Rodaje 8 km + 6 rectas | Corsa lenta + 5 allunghi
        Easy 30 min + 6 x 20 s hills | 5k easy, then 4 strides | Easy + 8 x 12 s hill sprints
        """,
    "long": """
        Long run | Long run 16 mi | LR 28 km | LSD 20 km | Sunday long run, easy | 20 mi long
        Long Run, 22 km | Langer Lauf 25 km | Lala 30 km | Sortie longue 1h45 | Tirada larga 20 km
        Lungo 24 km | Lange duurloop 20 km | Langtur 18 km | Long slow distance 90 min | 22 miles
        Medium-long run 12 mi | MLR 18 km | Run: Long Run | 🏃 Long Run • 21.1km
        Longest run of the plan: 32 km | 2 h 30 run
        Long run 26 km @ MP + 30 s | Long jog 12 miles | Long run (not too fast) | Long run with 4 strides
        """,
    "hard": """
        6 × 800 m | 6x800m @ 5k pace | 5 x 1k | 10x400 w/ 200 jog | 8 x 3' hard, 2' easy | Tempo run 5 mi
        Tempo 40 min | LT 8 mi w/ 4 mi @ LT pace | VO₂max: 5 x 1000 m | V̇O2max intervals | Fartlek 45 min
        Threshold 3 x 10 min | Intervals, 8 km | Speed work | Track Tuesday | Hill repeats 10 x 60 s
        Hills: 8 x 45 sec | Marathon pace 8 mi | Long run w/ 10 @ MP | 10 mi, last 3 at half marathon pace
        Yasso 800s | 1200, 1000, 800, 600, 400 | 2 mi WU, 4 mi tempo, 2 mi CD | Progression run 10 km
        3k Ez + 4 × (3k Thr (2′)) + 3k Ez | 5 x mile | Mile repeats | 20 min @ T | 4 x 5 min @ 95 %
        Intervalltraining 6 x 1000 m | Tempodauerlauf 8 km | TDL 10 km | Schwellenlauf 30 min | Fahrtspiel
        Fractionné 10 x 400 | VMA 12 x 200 m | Seuil 3 x 8 min | Séance de côtes | Series 6 x 800
        Cambios de ritmo | Cuestas 10 x 30 s | Ripetute 8 x 400 | Soglia 20 min | Intervaltraining 8 x 400
        Tröskel 4 x 6 min | 5k time trial | Cutdown 8 mi | 30 min at marathon pace | Race pace 6 mi
        10 km @ 4:45/km | Cruise intervals | Wettkampftempo 5 km | Easy 3 km then 5 x 3 min hard | Ladder
        Easy run or intervals | 4 to 6 x 1 km | Pyramid 1-2-3-4-3-2-1 min | 10 x 1'/1'
        30 min tempo + strides | 12 x 200 m, 200 m recovery | Norwegian 4x4
        Run: 4 x 1 mile @ HMP | Billat 30/30 | 3 mi @ 10k effort
        """,
    "race": """
        Race day | 10k race | Half Marathon | Marathon | 5 km Race | 8-15 km tune-up race | Tune-up race 10 km
        Goal race | Wettkampf 10 km | Gara 10 km | Wedstrijd | Marathon day | Berlin Marathon | 🏁 Race Day
        Tune-up 15 km | Halbmarathon | Media maratón | Competición 5 km
        """,
    "rest": """
        Rest | Rest day | Off | Day off | Ruhetag | Repos | Descanso | Riposo | Rustdag | Rest or easy 3 mi
        Rest or cross-train | Rest / XT | Complete rest | No running | REST | Rest day: no training | Hviledag
        """,
    "cross": """
        X-Train | Cross-train or rest | XT 45 min | Bike 60 min | Swim 1500 m | Cycling | Elliptical 40 min
        Yoga | Schwimmen | Radfahren 30 km | Vélo 1h | Natación | Pool run 45 min | Bike: Endurance ride
        Cross training 30 min | Aqua jog 40 min | Walk 60 min | Hike 3 h
        """,
    "strength": """
        Strength | Gym | Krafttraining | Weights 30 min | S&C | Strength training + core | Fuerza | PPG
        Renforcement musculaire | Full body strength 3 x 8 squats
        """,
}


def titles() -> list[tuple[str, str]]:
    return [
        (wanted, title.strip())
        for wanted, block in SAID.items()
        for line in block.strip().splitlines()
        for title in line.split(" | ")
    ]


@pytest.mark.parametrize(("wanted", "title"), titles())
def test_a_title_asks_what_its_words_say(wanted: str, title: str) -> None:
    got = read_title(title, packaged()).demand
    assert {Demand.MEDIUM: Demand.LONG}.get(got, got) == wanted
