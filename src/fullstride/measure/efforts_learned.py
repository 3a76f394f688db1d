"""What the judge of surges has learned; made by benchmarks/fit_surges.py, not by hand."""

from fullstride.measure.efforts_judge import Learned, Weights

# fmt: off
LEARNED = Learned(
    single=Weights(
        middle=(
            0.1275,
            -1.9782,
            -2.5281,
            0.1629,
            -1.6705,
            0.1356,
            0.112,
            0.7635,
            -0.2404,
            0.0591,
            0.0122,
            0.0036,
            0.0034,
            0.3004,
            0.7953,
            0.6472,
            1.053,
            0.0261,
            -0.0231,
            0.097,
            -0.3084,
            -0.0253,
            0.9967,
            0.0337,
            0.353,
        ),
        spread=(
            0.2052,
            0.7648,
            0.9156,
            0.6652,
            0.6706,
            0.1253,
            0.107,
            0.2076,
            0.7072,
            0.1497,
            0.0631,
            0.0473,
            0.0456,
            0.4584,
            1.8223,
            1.4373,
            2.2624,
            0.1438,
            0.1962,
            0.213,
            0.2163,
            0.1971,
            0.0375,
            0.0253,
            0.4779,
        ),
        weight=(
            0.0,  # peak
            0.0,  # contrast
            1.2554,  # contrast_flat
            2.0266,  # clear
            0.0,  # valley
            0.0,  # rise
            0.0,  # fall
            0.9572,  # box
            0.4457,  # seconds
            -0.6481,  # too_short
            -1.2395,  # too_long
            0.9015,  # cadence
            0.5495,  # cadence_jump
            0.6864,  # cadence_unknown
            -1.1438,  # down
            -0.3589,  # steeper_down
            0.3067,  # up
            -0.2869,  # stood_before
            0.6229,  # over_sustained
            0.0,  # flat_peak
            1.0555,  # of_session_top
            -0.7148,  # fast_around
            0.1982,  # known
            -0.2886,  # noise
            -0.2481,  # rough_source
        ),
        bias=-9.1588,
    ),
    rounds=(
        Weights(
            middle=(
                -6.3856,
                0.1059,
                0.0719,
                0.3421,
                -0.0697,
            ),
            spread=(
                3.4514,
                0.3382,
                0.2248,
                0.5633,
                0.1826,
            ),
            weight=(
                1.9596,
                1.4035,
                0.0,
                1.4868,
                0.9375,
            ),
            bias=-6.3267,
        ),
        Weights(
            middle=(
                -6.3856,
                0.1075,
                0.0718,
                0.3216,
                -0.0615,
            ),
            spread=(
                3.4514,
                0.3538,
                0.236,
                0.6006,
                0.1814,
            ),
            weight=(
                1.9611,
                0.1135,
                0.8086,
                1.4315,
                0.8879,
            ),
            bias=-6.3675,
        ),
    ),
)
# fmt: on
