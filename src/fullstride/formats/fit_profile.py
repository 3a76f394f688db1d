"""What the numbers in FIT files mean: the messages and fields that a recording is made of.

Only what we use or can name in a runner's words is here. Everything else keeps its number. A value is
raw / scale - offset. Sources: the public pages on the FIT protocol, and what watches write.
"""

from dataclasses import dataclass
from types import MappingProxyType

FILE_ID, SPORT, SESSION, LAP, RECORD, EVENT, DEVICE_INFO = 0, 12, 18, 19, 20, 21, 23
WORKOUT, WORKOUT_STEP, ACTIVITY, HRV = 26, 27, 34, 78
MESSAGE_INDEX = 254  # its low bits; the others are flags
INDEX_BITS = 0x0FFF

EPOCH_S = 631_065_600  # 31 December 1989, 0 h UTC, in Unix time
FIRST_TIME = 0x10000000  # smaller timestamps count from when the device was switched on
SEMICIRCLES = 2**31 / 180  # in a degree


@dataclass(frozen=True, slots=True)
class Named:
    """A field's name and how its values are scaled."""

    name: str
    scale: float = 1.0
    offset: float = 0.0


FIELDS = MappingProxyType(
    {
        FILE_ID: {
            0: Named("type"),
            1: Named("manufacturer"),
            2: Named("product"),
            3: Named("serial_number"),
            4: Named("time_created"),
            8: Named("product_name"),
        },
        SPORT: {0: Named("sport"), 1: Named("sub_sport"), 3: Named("name")},
        SESSION: {
            0: Named("event"),
            1: Named("event_type"),
            2: Named("start_time"),
            5: Named("sport"),
            6: Named("sub_sport"),
            7: Named("total_elapsed_time", 1000),
            8: Named("total_timer_time", 1000),
            9: Named("total_distance", 100),
            110: Named("sport_profile_name"),
            253: Named("timestamp"),
            254: Named("message_index"),
        },
        LAP: {
            0: Named("event"),
            1: Named("event_type"),
            2: Named("start_time"),
            7: Named("total_elapsed_time", 1000),
            8: Named("total_timer_time", 1000),
            9: Named("total_distance", 100),
            23: Named("intensity"),
            24: Named("lap_trigger"),
            25: Named("sport"),
            71: Named("wkt_step_index"),
            253: Named("timestamp"),
            254: Named("message_index"),
        },
        RECORD: {
            0: Named("position_lat"),
            1: Named("position_long"),
            2: Named("altitude", 5, 500),
            3: Named("heart_rate"),
            4: Named("cadence"),
            5: Named("distance", 100),
            6: Named("speed", 1000),
            7: Named("power"),
            8: Named("compressed_speed_distance"),
            9: Named("grade", 100),
            13: Named("temperature"),
            17: Named("speed_1s", 16),
            30: Named("left_right_balance"),
            31: Named("gps_accuracy"),
            32: Named("vertical_speed", 1000),
            33: Named("calories"),
            39: Named("vertical_oscillation", 10),
            40: Named("stance_time_percent", 100),
            41: Named("stance_time", 10),
            42: Named("activity_type"),
            52: Named("cadence256", 256),
            53: Named("fractional_cadence", 128),
            73: Named("enhanced_speed", 1000),
            78: Named("enhanced_altitude", 5, 500),
            83: Named("vertical_ratio", 100),
            84: Named("stance_time_balance", 100),
            85: Named("step_length", 10),
            91: Named("absolute_pressure"),
            99: Named("respiration_rate"),
            108: Named("enhanced_respiration_rate", 100),
            139: Named("core_temperature", 100),
            253: Named("timestamp"),
        },
        EVENT: {
            0: Named("event"),
            1: Named("event_type"),
            2: Named("data16"),
            3: Named("data"),
            4: Named("event_group"),
            253: Named("timestamp"),
        },
        DEVICE_INFO: {
            0: Named("device_index"),
            1: Named("device_type"),
            2: Named("manufacturer"),
            3: Named("serial_number"),
            4: Named("product"),
            5: Named("software_version", 100),
            10: Named("battery_voltage", 256),
            27: Named("product_name"),
            253: Named("timestamp"),
        },
        WORKOUT: {
            4: Named("sport"),
            6: Named("num_valid_steps"),
            8: Named("wkt_name"),
            11: Named("sub_sport"),
        },
        WORKOUT_STEP: {
            0: Named("wkt_step_name"),
            1: Named("duration_type"),
            2: Named("duration_value"),
            3: Named("target_type"),
            4: Named("target_value"),
            5: Named("custom_target_value_low"),
            6: Named("custom_target_value_high"),
            7: Named("intensity"),
            8: Named("notes"),
            254: Named("message_index"),
        },
        ACTIVITY: {
            0: Named("total_timer_time", 1000),
            1: Named("num_sessions"),
            5: Named("local_timestamp"),
            253: Named("timestamp"),
        },
        HRV: {0: Named("time", 1000)},
    }
)
NUMBERS = MappingProxyType(
    {message: {one.name: number for number, one in fields.items()} for message, fields in FIELDS.items()}
)

ACTIVITY_FILE = 4
FILE_KINDS = {
    1: "device description",
    2: "settings file",
    3: "sport settings file",
    ACTIVITY_FILE: "activity",
    5: "workout",
    6: "course",
    7: "schedule",
    9: "weight file",
    10: "totals file",
    11: "goals file",
    14: "blood pressure file",
    15: "monitoring file",
    20: "activity summary",
    28: "monitoring file",
    32: "monitoring file",
    34: "segment",
    35: "segment list",
}

TRANSITION = 3
SPORTS = {
    1: "running",
    2: "cycling",
    TRANSITION: "transition",
    4: "fitness_equipment",
    5: "swimming",
    7: "soccer",
    8: "tennis",
    10: "training",
    11: "walking",
    12: "cross_country_skiing",
    13: "alpine_skiing",
    15: "rowing",
    16: "mountaineering",
    17: "hiking",
    18: "multisport",
    21: "e_biking",
    30: "inline_skating",
    31: "rock_climbing",
    33: "ice_skating",
    35: "snowshoeing",
    37: "stand_up_paddleboarding",
    41: "kayaking",
    48: "floor_climbing",
    62: "hiit",
    84: "jump_rope",
}
ACTIVITY_SPORTS = {1: 1, 2: 2, 5: 5, 6: 11}  # the sport of a record's activity_type
ON_FOOT = frozenset({"running", "walking", "hiking", "mountaineering", "snowshoeing"})
SUB_SPORTS = {
    1: "treadmill",
    2: "street",
    3: "trail",
    4: "track",
    5: "spin",
    6: "indoor_cycling",
    7: "road",
    8: "mountain",
    14: "indoor_rowing",
    15: "elliptical",
    16: "stair_climbing",
    17: "lap_swimming",
    18: "open_water",
    19: "flexibility_training",
    20: "strength_training",
    21: "warm_up",
    26: "cardio_training",
    27: "indoor_walking",
    30: "casual_walking",
    31: "speed_walking",
    45: "indoor_running",
    46: "gravel_cycling",
    58: "virtual_activity",
    59: "obstacle",
    67: "ultra",
}
TRIGGERS = (
    "manual",
    "time",
    "distance",
    "position_start",
    "position_lap",
    "position_waypoint",
    "position_marked",
    "session_end",
    "fitness_equipment",
)
INTENSITIES = ("active", "rest", "warmup", "cooldown", "recovery", "interval", "other")

TIMER = 0  # the event
TIMER_STARTS = frozenset({0})
TIMER_STOPS = frozenset({1, 4, 8, 9})  # stop, stop all, and the two that switch it off

STEP_TIME, STEP_DISTANCE, STEP_REPS = frozenset({0, 28}), 1, 29
STEP_REPEATS = frozenset(range(6, 14))  # until steps done, time, distance, calories, heart rate, power
STEP_REPEATS_TIMES = 6
TARGET_SPEED = 0

MANUFACTURERS = {
    1: "garmin",
    13: "dynastream",
    15: "dynastream",
    23: "suunto",
    32: "wahoo",
    38: "o_synce",
    40: "concept2",
    63: "specialized",
    70: "sigma",
    76: "moxy",
    89: "tacx",
    95: "stryd",
    123: "polar",
    258: "lezyne",
    260: "zwift",
    263: "favero",
    265: "strava",
    267: "bryton",
    289: "hammerhead",
    294: "coros",
    310: "decathlon",
    326: "nike",
}
GARMIN = 1
# Watches that people run with; of any other we say the number.
GARMIN_PRODUCTS = {
    717: "fr405",
    988: "fr60",
    1018: "fr310xt",
    1124: "fr110",
    1328: "fr910xt",
    1345: "fr610",
    1436: "fr70",
    1482: "fr10",
    1551: "fenix",
    1623: "fr620",
    1632: "fr220",
    1765: "fr920xt",
    1903: "fr15",
    1967: "fenix2",
    2050: "fenix3",
    2148: "fr25",
    2153: "fr225",
    2156: "fr630",
    2157: "fr230",
    2158: "fr735xt",
    2413: "fenix3_hr",
    2431: "fr235",
    2503: "fr35",
    2544: "fenix5s",
    2604: "fenix5x",
    2691: "fr935",
    2697: "fenix5",
    2700: "vivoactive3",
    2886: "fr645",
    2888: "fr645m",
    2900: "fenix5s_plus",
    3076: "fr245",
    3077: "fr245_music",
    3110: "fenix5_plus",
    3111: "fenix5x_plus",
    3113: "fr945",
    3224: "vivoactive4_small",
    3225: "vivoactive4_large",
    3226: "venu",
    3282: "fr45",
    3288: "fenix6s",
    3290: "fenix6",
    3291: "fenix6x",
    3589: "fr745",
    3638: "enduro",
    3652: "fr945_lte",
    3703: "venu2",
    3704: "venu2s",
    3869: "fr55",
    3888: "instinct_2",
    3905: "fenix7s",
    3906: "fenix7",
    3907: "fenix7x",
    3943: "epix_gen2",
    3990: "fr255_music",
    3992: "fr255",
    4024: "fr955",
    4257: "fr265_large",
    4258: "fr265_small",
    4260: "venu3",
    4315: "fr965",
    4341: "enduro2",
    4375: "fenix7_pro_solar",
    4426: "vivoactive5",
    4432: "fr165",
    4433: "fr165_music",
    4532: "fenix8_solar",
    4536: "fenix8",
    4575: "enduro3",
}
