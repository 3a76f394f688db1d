"""What the judge of surges has learned; made by benchmarks/fit_surges.py, not by hand."""

from fullstride.measure.efforts_judge import Learned, Weights

# fmt: off
LEARNED = Learned(
    single=Weights(
        middle=(
            0.1302,
            -2.055,
            -2.5811,
            0.1483,
            -1.7535,
            0.1325,
            0.1116,
            0.809,
            -0.1307,
            0.0321,
            0.0137,
            0.0053,
            0.0057,
            0.1685,
            0.7593,
            0.5975,
            1.348,
            0.0261,
            -0.0378,
            0.0944,
            -0.3191,
            -0.0229,
            0.9965,
            0.0352,
            0.166,
        ),
        spread=(
            0.2135,
            0.7948,
            0.9708,
            0.668,
            0.7143,
            0.1324,
            0.1126,
            0.2213,
            0.6819,
            0.0925,
            0.0678,
            0.0551,
            0.0531,
            0.3743,
            1.8631,
            1.443,
            2.6239,
            0.1425,
            0.1991,
            0.2239,
            0.2211,
            0.2043,
            0.0405,
            0.0284,
            0.3721,
        ),
        weight=(
            0.0,  # peak
            0.0,  # contrast
            0.6166,  # contrast_flat
            2.396,  # clear
            0.2901,  # valley
            0.0,  # rise
            0.0,  # fall
            0.8245,  # box
            0.0393,  # seconds
            -1.9346,  # too_short
            -1.1505,  # too_long
            1.0501,  # cadence
            0.571,  # cadence_jump
            0.5133,  # cadence_unknown
            -1.2916,  # down
            -0.3167,  # steeper_down
            -0.3742,  # up
            -0.462,  # stood_before
            0.6763,  # over_sustained
            0.0,  # flat_peak
            0.9447,  # of_session_top
            -0.8201,  # fast_around
            0.1672,  # known
            -0.3196,  # noise
            -0.2284,  # rough_source
        ),
        bias=-8.7779,
    ),
    rounds=(
        Weights(
            middle=(
                -6.0546,
                0.1302,
                0.0892,
                0.3663,
            ),
            spread=(
                3.8741,
                0.3818,
                0.2533,
                0.5946,
            ),
            weight=(
                2.3923,
                1.8443,
                0.0,
                1.0185,
            ),
            bias=-5.9174,
        ),
        Weights(
            middle=(
                -6.0546,
                0.133,
                0.0902,
                0.3487,
            ),
            spread=(
                3.8741,
                0.3963,
                0.264,
                0.625,
            ),
            weight=(
                2.4135,
                1.0955,
                0.3475,
                1.0328,
            ),
            bias=-6.044,
        ),
    ),
)
# fmt: on
