"""What the judge of surges has learned; made by benchmarks/fit_surges.py, not by hand."""

from fullstride.measure.efforts_judge import Learned, Weights

# fmt: off
LEARNED = Learned(
    single=Weights(
        middle=(
            0.1304,
            -2.0574,
            -2.5827,
            0.1458,
            -1.7497,
            0.1326,
            0.1118,
            0.8077,
            -0.1306,
            0.0319,
            0.0137,
            0.0053,
            0.0057,
            0.1684,
            0.7607,
            0.5966,
            1.3474,
            0.0261,
            -0.0377,
            0.0946,
            -0.319,
            -0.0231,
            0.9965,
            0.0352,
            0.1661,
        ),
        spread=(
            0.2136,
            0.798,
            0.9712,
            0.6702,
            0.7084,
            0.1324,
            0.1124,
            0.2233,
            0.6814,
            0.0922,
            0.0676,
            0.0551,
            0.0531,
            0.3742,
            1.8661,
            1.4409,
            2.6238,
            0.1426,
            0.1991,
            0.224,
            0.2211,
            0.2044,
            0.0406,
            0.0284,
            0.3722,
        ),
        weight=(
            0.0,  # peak
            0.0,  # contrast
            0.6224,  # contrast_flat
            2.4034,  # clear
            0.2819,  # valley
            0.0,  # rise
            0.0,  # fall
            0.8323,  # box
            0.0398,  # seconds
            -1.9302,  # too_short
            -1.1483,  # too_long
            1.0441,  # cadence
            0.5737,  # cadence_jump
            0.5128,  # cadence_unknown
            -1.2931,  # down
            -0.3143,  # steeper_down
            -0.3709,  # up
            -0.4618,  # stood_before
            0.6743,  # over_sustained
            0.0,  # flat_peak
            0.9506,  # of_session_top
            -0.8196,  # fast_around
            0.1661,  # known
            -0.3189,  # noise
            -0.2286,  # rough_source
        ),
        bias=-8.7884,
    ),
    rounds=(
        Weights(
            middle=(
                -6.0546,
                0.1303,
                0.0892,
                0.3664,
            ),
            spread=(
                3.8742,
                0.3819,
                0.2533,
                0.5946,
            ),
            weight=(
                2.3888,
                1.8509,
                0.0,
                1.0174,
            ),
            bias=-5.9126,
        ),
        Weights(
            middle=(
                -6.0546,
                0.1331,
                0.0902,
                0.3489,
            ),
            spread=(
                3.8742,
                0.3964,
                0.264,
                0.6251,
            ),
            weight=(
                2.4109,
                1.0951,
                0.3505,
                1.0333,
            ),
            bias=-6.0416,
        ),
    ),
)
# fmt: on
